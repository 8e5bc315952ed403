import { endWithEngine } from "../interruption/end-with-engine.ts";
import { keepFilesPrivate } from "../private-files.ts";

/** What a script has of its process. */
export interface ScriptContext {
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes a line that is shown while the script works. */
  readonly say: (line: string) => void;
  /** Aborted when nobody waits for the outcome any more. */
  readonly signal: AbortSignal;
}

export interface ScriptOutcome {
  /** What the Command keeps as its output. */
  readonly output: string;
  /** Exit status. */
  readonly status: number;
}

/** The work behind a Command's process, which a process of its own can do, or the program for several Commands. */
export type Script = (context: ScriptContext) => Promise<ScriptOutcome>;

/** Does a script's work in this process, which is that of its Command. */
export async function runAlone(script: Script): Promise<void> {
  endWithEngine();
  keepFilesPrivate();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { output, status } = await settled(script, {
    environment: process.env,
    say,
    signal: new AbortController().signal,
  });
  process.stdout.write(output);
  process.exitCode = status;
}

/** The script's outcome; an error becomes a line and status 1. */
export async function settled(script: Script, context: ScriptContext): Promise<ScriptOutcome> {
  try {
    return await script(context);
  } catch (error) {
    context.say(error instanceof Error ? error.message : String(error));
    return { output: "", status: 1 };
  }
}
