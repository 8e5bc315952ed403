import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { projectDirectory } from "./project.ts";

/** What `test/counting-reporter.cjs` leaves. */
const countsSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  /** The failed tests and hooks: the file below `test`, the whole title, and what the error said. */
  failures: z.array(z.object({ file: z.string(), title: z.string(), message: z.string() })).readonly(),
});

export type Counts = Readonly<z.infer<typeof countsSchema>>;

/** Counts before any test. */
export const noTests: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export interface MochaOptions {
  /** Words before mocha's command, such as those of a program that runs it elsewhere. */
  readonly through?: readonly string[];
  /** Shown in one piece at the end, or then only if a test failed, on standard error; default: as it comes. */
  readonly output?: "as it comes" | "at the end" | "kept back";
  /** Environment variables beside those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** More words for mocha. */
  readonly words?: readonly string[];
}

/** Runs test files, or patterns of them, in one mocha. It tells its counts in a file, so that its report stays as it is. */
export async function runMocha(files: readonly string[], options: MochaOptions = {}): Promise<Counts> {
  const { through = [], output = "as it comes", variables = {}, words = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-test-"));
  const countsFile = join(folder, "counts");
  try {
    const [program = "", ...args] = [
      ...through,
      process.execPath,
      join("node_modules", "mocha", "bin", "mocha.js"),
      "--reporter",
      join("test", "counting-reporter.cjs"),
      // Files are independent of each other, and most of their time is waiting for other processes.
      ...(output === "as it comes" ? ["--parallel", "--jobs", "2"] : []),
      ...words,
      ...files,
    ];
    const child = spawn(program, args, {
      cwd: projectDirectory,
      stdio: [
        "ignore",
        ...(output === "as it comes" ? (["inherit", "inherit"] as const) : (["pipe", "pipe"] as const)),
      ],
      env: { ...process.env, ...variables, TEST_COUNTS_FILE: countsFile },
    });
    const text = collected(child);
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (output === "at the end") process.stdout.write(text());
    if (output === "kept back" && status !== 0) process.stderr.write(text());
    return readCounts(existsSync(countsFile) ? readFileSync(countsFile, "utf8") : "", status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collected({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text;
}

/**
 * The counts that a run left, as JSON. A runner that failed without a failed test, or died before it counted, is a failure of its
 * own.
 * @param status the runner's exit status; null if a signal ended it
 */
export function readCounts(text: string, status: number | null): Counts {
  const counts = parseCounts(text) ?? { ...noTests, failed: 1 };
  return { ...counts, failed: status === 0 ? counts.failed : Math.max(counts.failed, 1) };
}

function parseCounts(text: string): Counts | undefined {
  try {
    return countsSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The sum of counts. */
export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      failures: [...a.failures, ...b.failures],
    }),
    noTests,
  );
}

/** Failed tests once more, two lines each, for the end of a report that is longer than anybody reads, or than a log keeps. */
export function describeFailures({ failures }: Counts): string[] {
  return failures.flatMap(({ file, title, message }) => [
    `failed: ${file}: ${title}`,
    `        ${message.trim().split("\n", 1)[0] ?? ""}`,
  ]);
}
