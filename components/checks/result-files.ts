import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CheckResult } from "./verdict.ts";

const schema = z.object({
  id: z.string(),
  title: z.string(),
  step: z.string(),
  from: z.string(),
  to: z.string(),
  how: z.string(),
  expected: z.string(),
  observed: z.string(),
  verdict: z.enum(["passed", "failed", "not run"]),
  attempts: z.number(),
  seconds: z.number(),
  repeat: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.number())])).exactOptional(),
  bundle: z.string().exactOptional(),
  causes: z.array(z.string()).exactOptional(),
  /** When it came to be, ISO 8601. */
  at: z.iso.datetime(),
});

/** A result as it is kept in a stack's folder; `at` is when it came to be. */
export interface RecordedResult extends CheckResult {
  /** ISO 8601. */
  readonly at: string;
}

/** The file of a check's result. */
export function resultFile(folder: string, id: string): string {
  return join(folder, `${encodeURIComponent(id)}.json`);
}

/** Writes a result in one step, so that a reader sees the old one or the new one. */
export function writeResult(folder: string, result: CheckResult, at = new Date()): void {
  const recorded: RecordedResult = { ...result, at: at.toISOString() };
  writeInOneStep(resultFile(folder, result.id), `${JSON.stringify(recorded, null, 2)}\n`);
}

/** To be called before a check is performed, so that no earlier result is taken for its own. */
export function removeResult(folder: string, id: string): void {
  rmSync(resultFile(folder, id), { force: true });
}

/**
 * The result of a check; undefined if it has none.
 * @throws Error that names the file if it is damaged
 */
export function readResult(folder: string, id: string): RecordedResult | undefined {
  const file = resultFile(folder, id);
  try {
    const result = schema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (result.id !== id) throw new Error(`it is about ${result.id}`);
    return result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} is damaged: ${(error as Error).message}`, { cause: error });
  }
}

/** Private to the user; folders are made. */
export function writeInOneStep(file: string, text: string): void {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}
