import { execFile } from "node:child_process";
import { guard } from "../interruption/guard.ts";

/** How a command ended. */
export interface Outcome {
  /** Exit status 0. */
  ok: boolean;
  stdout: string;
  /** Why it failed, in one line: the last line of standard error, or why the command did not start or was stopped. */
  problem: string;
}

export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  directory?: string;
  /** Milliseconds until the command is killed; default: never. */
  timeout?: number;
}

/** Runs a command without a shell and waits for its end. Never throws: a command that cannot start is an outcome too. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  return new Promise((settle) => {
    const child = execFile(
      command,
      args,
      {
        env: options.environment,
        cwd: options.directory,
        timeout: options.timeout ?? 0,
        killSignal: "SIGKILL",
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout) => {
        if (!error) settle({ ok: true, stdout, problem: "" });
        else settle({ ok: false, stdout, problem: describe(error, options.timeout) });
      },
    );
    guard(child);
  });
}

/** Node.js ends the message of a command that failed with its standard error. */
function describe(error: Error & { killed?: boolean }, timeout: number | undefined): string {
  if (error.killed) return `no answer within ${(timeout ?? 0) / 1000} s`;
  return lastLine(error.message);
}

/** The last line that is not blank, or an empty string. */
export function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)?.trim() ?? "";
}
