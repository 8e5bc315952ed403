import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { alone, faults } from "../../test/support/faults/catalog.ts";
import { judgeFaults, survived, type TestOutcome } from "../../test/support/faults/fault.ts";
import { describeResult, lastResult, renderFaults, summary, withFaults } from "./faults-table.ts";
import { jsonLinesOf, linesOf } from "./json-lines.ts";
import { runMocha } from "./mocha.ts";
import { projectDirectory } from "./project.ts";
import { withoutEngine } from "./test.ts";

/**
 * `npm run test:faults [-- <words>]`: does to labs what must not harm them, and writes the table of `docs/reliability.md`, in which faults
 * that do not have these words in their name keep what was seen before. @returns 2 if this machine cannot run it
 */
export async function testFaults([filter]: readonly string[]): Promise<number> {
  const chosen = faults.filter(
    ({ fault }) => filter === undefined || fault.toLowerCase().includes(filter.toLowerCase()),
  );
  if (chosen.length === 0) {
    process.stderr.write(
      `No fault matches ${JSON.stringify(filter)}. There are:\n${faults.map(({ fault }) => `  ${fault}\n`).join("")}`,
    );
    return 2;
  }
  const reason = await withoutEngine();
  if (reason !== undefined) {
    process.stderr.write(`No fault can be tried here: ${reason}\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-faults-"));
  const outcomesFile = join(folder, "outcomes");
  const leftFile = join(folder, "left");
  try {
    const files = [...new Set(chosen.flatMap(({ proofs }) => proofs.map(({ file }) => file)))];
    const variables = { TEST_OUTCOMES_FILE: outcomesFile, LEFT_BEHIND_FILE: leftFile };
    for (const some of [files.filter((file) => !alone.includes(file)), files.filter((file) => alone.includes(file))])
      if (some.length > 0)
        await runMocha(
          some.map((file) => join("test", file)),
          { variables },
        );
    const outcomes = jsonLinesOf<TestOutcome>(outcomesFile);
    const left = [...linesOf(leftFile), ...stackFolders()];
    const results = judgeFaults(chosen, outcomes);
    const page = join(projectDirectory, "docs", "reliability.md");
    const before = readFileSync(page, "utf8");
    const date = new Date().toISOString().slice(0, 10);
    const rows = faults.map((fault) => {
      const result = results.find((one) => one.fault === fault);
      return [fault, result ? describeResult(result, date) : lastResult(before, fault)] as const;
    });
    const last = summary(
      rows.map(([, result]) => result),
      left.length,
    );
    const text = withFaults(before, renderFaults(rows), last);
    writeFileSync(page, await format(text, { parser: "markdown", printWidth: 120 }));
    for (const line of left) process.stdout.write(`left behind: ${line}\n`);
    for (const [{ fault }, result] of rows) process.stdout.write(`${fault}\n    ${result}\n`);
    process.stdout.write(`\n${last}\n`);
    return results.every(survived) && left.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Folders of tests' stacks, whose names end with six hexadecimal digits. */
function stackFolders(): string[] {
  const folder = join(projectDirectory, ".stacks");
  return existsSync(folder) ? readdirSync(folder).filter((name) => /-[0-9a-f]{6}$/.test(name)) : [];
}
