import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { guard } from "./interruption/guard.ts";

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** For its standard input. A stream that fails ends the program, and is what is said of it. */
  readonly input?: string | Readable;
  /** Called with every line of standard output and standard error as it comes. */
  readonly onLine?: (line: string) => void;
  /** Seconds after which the process is killed; default: no limit. */
  readonly timeout?: number;
}

export interface RunResult {
  /** Exit status; -1 if the program could not be started, or was ended by a signal. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with arguments, without a shell, to its end. A program that is not there is status -1 with the reason on stderr. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: options.environment ?? process.env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    guard(child);
    // Not spawn's own time-out: its timer outlives a program that could not be started and keeps this process alive.
    const timer =
      options.timeout === undefined
        ? undefined
        : setTimeout(() => {
            child.kill("SIGKILL");
            // Its own children may live on and hold its output open, which is not waited for.
            child.stdout.destroy();
            child.stderr.destroy();
          }, options.timeout * 1000);
    child.on("error", () => clearTimeout(timer)).on("close", () => clearTimeout(timer));
    let stdout = "";
    let stderr = "";
    let inputProblem: string | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    if (options.onLine) for (const stream of [child.stdout, child.stderr]) forEachLine(stream, options.onLine);
    child.on("error", (error) => resolve({ status: -1, stdout, stderr: stderr || error.message }));
    child.on("close", (status, signal) =>
      resolve(
        inputProblem === undefined
          ? { status: status ?? -1, stdout, stderr: signal ? `${stderr}ended by ${signal}\n` : stderr }
          : { status: -1, stdout, stderr: stderr + inputProblem },
      ),
    );
    // A program that ends before it has read everything is judged by its exit status.
    child.stdin.on("error", () => undefined);
    if (options.input === undefined || typeof options.input === "string") child.stdin.end(options.input ?? "");
    else
      pipeline(options.input, child.stdin).catch((error: unknown) => {
        const { code = "", message } = error as NodeJS.ErrnoException;
        // The program did not want more, and its own status tells why.
        if (code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE") return;
        inputProblem = `${message}\n`;
        child.kill("SIGKILL");
      });
  });
}

function forEachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.on("data", (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    lines.filter((line) => line.trim() !== "").forEach(onLine);
  });
  stream.on("end", () => rest.trim() !== "" && onLine(rest));
}
