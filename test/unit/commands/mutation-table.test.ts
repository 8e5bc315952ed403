import assert from "node:assert/strict";
import {
  countDetected,
  type ListedMutation,
  type MutationRow,
  renderMutations,
} from "../../../stacks/commands/mutation-table.ts";

const down: ListedMutation = {
  scenario: "overlay",
  name: "the server is down",
  breaks: { O1: "failed", O2: "not run" },
};
const leak: ListedMutation = { scenario: "udn-pods", name: "a leak", breaks: { P06: "failed" } };
const row = (of: ListedMutation, check: string, changes: Partial<MutationRow> = {}): MutationRow => ({
  scenario: of.scenario,
  mutation: of.name,
  check,
  expected: of.breaks[check] ?? "failed",
  verdict: of.breaks[check] ?? "failed",
  detected: true,
  ...changes,
});

describe("the table of mutations", () => {
  it("counts those that every check of theirs detected", () => {
    assert.equal(countDetected([down, leak], [row(down, "O1"), row(down, "O2"), row(leak, "P06")]), 2);
    assert.equal(countDetected([down, leak], [row(down, "O1"), row(leak, "P06")]), 1);
    assert.equal(countDetected([down], [row(down, "O1"), row(down, "O2", { detected: false })]), 0);
    assert.equal(countDetected([leak], []), 0);
  });

  it("takes no row of another scenario, mutation or expectation", () => {
    for (const changes of [{ scenario: "localnet" }, { mutation: "other" }, { expected: "not run" }] as const)
      assert.equal(countDetected([leak], [row(leak, "P06", changes)]), 0);
  });

  it("has a line a mutation, with the verdict of each check", () =>
    assert.equal(
      renderMutations([down, leak], [row(down, "O1"), row(down, "O2"), row(leak, "P06")]),
      "overlay:\n  the server is down\n    O1: failed, O2: not run\n\nudn-pods:\n  a leak\n    P06: failed",
    ));

  it("says what was missed, and how", () => {
    const rows = [row(down, "O1", { verdict: "passed", detected: false })];
    assert.match(renderMutations([down], rows), /O1: MISSED, passed instead of failed, O2: MISSED, it was not tried$/);
    const stuck = [row(leak, "P06", { detected: false })];
    assert.match(renderMutations([leak], stuck), /P06: MISSED, failed but not passed again afterwards$/);
  });
});
