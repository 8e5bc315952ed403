import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestOutcome } from "../../test/support/faults/fault.ts";
import { jsonLinesOf } from "./json-lines.ts";
import { test } from "./test.ts";

/**
 * `npm run test:repeat -- <times> [<tier>…]`: runs tiers again and again and tells which tests did not always end alike. @returns 0 if every run
 * of all of them passed
 */
export async function testRepeat(words: readonly string[]): Promise<number> {
  const [given = "10", ...tiers] = words;
  const times = Number(given);
  if (!Number.isInteger(times) || times < 1) {
    process.stderr.write(
      `How many times? ${JSON.stringify(given)} is no number of runs: npm run test:repeat -- 10 api\n`,
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-repeat-"));
  const runs: TestOutcome[][] = [];
  let failed = 0;
  try {
    for (let i = 1; i <= times; i++) {
      const file = join(folder, `outcomes-${i}`);
      process.env["TEST_OUTCOMES_FILE"] = file;
      const start = Date.now();
      if ((await test(tiers)) !== 0) failed++;
      runs.push(jsonLinesOf<TestOutcome>(file));
      process.stdout.write(`run ${i} of ${times} took ${Math.round((Date.now() - start) / 1000)} s\n`);
    }
  } finally {
    delete process.env["TEST_OUTCOMES_FILE"];
    rmSync(folder, { recursive: true });
  }
  const unsteady = unsteadyTests(runs);
  for (const { title, failures } of unsteady)
    process.stdout.write(`failed in ${failures} of ${times} runs: ${title}\n`);
  process.stdout.write(
    `repetitions: ${times}; runs with a failure: ${failed}; tests that failed: ${unsteady.length}\n`,
  );
  return failed === 0 ? 0 : 1;
}

/** The tests that failed in at least one of several runs, with how often. */
export function unsteadyTests(runs: readonly (readonly TestOutcome[])[]): { title: string; failures: number }[] {
  const failures = new Map<string, number>();
  for (const outcomes of runs)
    // A test counts once a run, however many have its title.
    for (const title of new Set(outcomes.filter(({ state }) => state === "failed").map(nameOf)))
      failures.set(title, (failures.get(title) ?? 0) + 1);
  return [...failures].map(([title, count]) => ({ title, failures: count }));
}

function nameOf({ file, title }: TestOutcome): string {
  return `${file}: ${title}`;
}
