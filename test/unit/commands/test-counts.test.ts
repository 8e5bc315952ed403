import assert from "node:assert/strict";
import { describeFailures, noTests, readCounts, sum } from "../../../stacks/commands/mocha.ts";

const failures = [
  { file: "unit/a.test.ts", title: "a thing is right", message: "Expected 1\nbut was 2" },
  { file: "engine/b.test.ts", title: "another thing", message: "" },
];

describe("the counts of a test run", () => {
  it("are those that the reporter wrote", () => {
    const counts = { passed: 12, failed: 2, skipped: 3, failures };
    assert.deepEqual(readCounts(JSON.stringify(counts), 2), counts);
  });

  it("hold a failure if the runner failed without a failed test", () => {
    const counts = { passed: 12, failed: 0, skipped: 3, failures: [] };
    assert.deepEqual(readCounts(JSON.stringify(counts), 1), { ...counts, failed: 1 });
  });

  for (const [what, text, status] of [
    ["died before it counted", "", null],
    ["ended well but counted nothing", "", 0],
    ["wrote something else", "twelve", 0],
    ["wrote counts of another form", "12 0 3", 0],
  ] as const)
    it(`are one failure if the runner ${what}`, () =>
      assert.deepEqual(readCounts(text, status), { ...noTests, failed: 1 }));

  it("add up, and keep whose failures they are", () =>
    assert.deepEqual(sum(failures.map((failure) => ({ passed: 1, failed: 1, skipped: 2, failures: [failure] }))), {
      passed: 2,
      failed: 2,
      skipped: 4,
      failures,
    }));

  it("name each failed test and the first line of its error", () =>
    assert.deepEqual(describeFailures({ ...noTests, failed: 2, failures }), [
      "failed: unit/a.test.ts: a thing is right",
      "        Expected 1",
      "failed: engine/b.test.ts: another thing",
      "        ",
    ]));
});
