import { readFile } from "node:fs/promises";
import { run } from "../processes.ts";

/** Where facts are read: the real machine, or a folder and a PATH that stand in for it. */
export interface Source {
  /** What stands for `/`. */
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Seconds that one program may take to answer; default 10. */
  readonly patience?: number;
}

/** A file's text, or undefined if it cannot be read. */
export async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** A file's number, or undefined. */
export async function numberOf(path: string): Promise<number | undefined> {
  const text = (await textOf(path))?.trim();
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** What a program prints, or undefined if it is not there, fails, or does not answer in time. */
export async function answerOf(
  program: string,
  args: readonly string[],
  { environment, patience = 10 }: Source,
): Promise<string | undefined> {
  const result = await run(program, args, { environment, timeout: patience });
  return result.status === 0 ? result.stdout : undefined;
}

/** The value that a text of JSON has, or undefined. */
export function valueOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
