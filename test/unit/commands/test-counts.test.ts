import assert from "node:assert/strict";
import { readCounts } from "../../../stacks/commands/mocha.ts";

describe("the counts of a test run", () => {
  it("are those that the reporter wrote", () =>
    assert.deepEqual(readCounts("12 0 3\n", 0), { passed: 12, failed: 0, skipped: 3 }));

  it("hold failed tests", () => assert.deepEqual(readCounts("12 2 3\n", 2), { passed: 12, failed: 2, skipped: 3 }));

  it("hold a failure if the runner failed without a failed test", () =>
    assert.deepEqual(readCounts("12 0 3\n", 1), { passed: 12, failed: 1, skipped: 3 }));

  for (const [what, text, status] of [
    ["died before it counted", "", null],
    ["ended well but counted nothing", "", 0],
    ["wrote something else", "twelve", 0],
  ] as const)
    it(`are one failure if the runner ${what}`, () =>
      assert.deepEqual(readCounts(text, status), { passed: 0, failed: 1, skipped: 0 }));
});
