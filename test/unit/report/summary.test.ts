import assert from "node:assert/strict";
import { notRun } from "../../../components/checks/perform-check.ts";
import type { Verdict } from "../../../components/checks/verdict.ts";
import { entriesOf } from "../../../stacks/report/entries.ts";
import { inWords, summaryOf, timesOf } from "../../../stacks/report/summary.ts";
import { check, entries, planned, result, topology } from "./support.ts";

const checks = [check("A"), check("B"), check("C")];

describe("the sentence of a report", () => {
  const table: readonly (readonly [verdicts: Verdict[], tone: string, sentence: string])[] = [
    [["passed", "passed", "passed"], "passed", "All 3 checks passed."],
    [["passed", "failed", "not run"], "failed", "1 of 3 checks failed: B."],
    [["passed", "passed", "not run"], "not-run", "2 of 3 checks passed, none failed."],
    [["not run", "not run", "not run"], "not-run", "None of 3 checks was run, so nothing is proven."],
  ];
  for (const [verdicts, tone, sentence] of table)
    it(`is ${JSON.stringify(sentence)}`, () => {
      const summary = summaryOf(entries(checks, verdicts));
      assert.deepEqual([summary.tone, summary.sentence], [tone, sentence]);
    });

  it("names what was not run beside what passed or failed", () =>
    assert.deepEqual(summaryOf(entries(checks, ["passed", "failed", "not run"])).notes, [
      "Not run, so nothing is proven of what they are about: C.",
    ]));

  it("says of a plan that no check has run", () => {
    const { tone, sentence } = summaryOf(planned(checks));
    assert.equal(tone, "expected");
    assert.match(sentence, /no check has run.*arrows show what is expected of 3 checks/);
  });

  it("does not call it a success when there are no checks", () => assert.equal(summaryOf([]).tone, "not-run"));

  it("counts a check without a result as not run", () => {
    const one = entriesOf({ checks, topology, results: [result(checks[0] ?? check("A"), "passed")] });
    assert.deepEqual(
      one.map(({ state }) => state),
      ["passed", "not run", "not run"],
    );
  });
});

describe("results of an earlier update", () => {
  const at = ["2026-01-01T00:00:00.000Z", "2026-01-03T00:00:00.000Z", undefined];
  const results = checks.map((one, i) => ({ ...notRun(one, "seen"), ...(at[i] === undefined ? {} : { at: at[i] }) }));
  const of = (since?: string) => entriesOf({ checks, topology, results, since });

  it("are those that are older than the newest, if that failed", () => {
    const marked = of("2026-01-02T00:00:00.000Z");
    assert.deepEqual(
      marked.map(({ earlier }) => earlier),
      [true, false, false],
    );
    assert.deepEqual(summaryOf(marked).notes, [
      "The newest update failed. Results of an earlier update are marked with *: A.",
    ]);
    assert.ok(of().every(({ earlier }) => !earlier));
  });

  it("show in the times of the results", () => {
    const times = timesOf(of());
    assert.deepEqual(times, { first: at[0], last: at[1] });
    assert.equal(inWords(at[1] ?? ""), "2026-01-03 00:00:00 UTC");
    assert.equal(timesOf(planned(checks)), undefined);
  });
});
