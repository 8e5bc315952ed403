import assert from "node:assert/strict";
import type { CheckResult, Verdict } from "../../../components/checks/verdict.ts";
import { countVerdicts, renderVerdicts, showsColour } from "../../../stacks/commands/verdicts.ts";

const result = (id: string, verdict: Verdict, observed: string): CheckResult => ({
  id,
  title: `title of ${id}`,
  step: "workloads",
  from: "a",
  to: "b",
  how: "HTTP GET",
  expected: "c",
  observed,
  verdict,
  attempts: 1,
  seconds: 0,
  repeat: "",
});
const results = [
  result("O1", "passed", "HTTP 200"),
  result("O10", "failed", "time-out"),
  result("O2", "not run", "no packets"),
];

describe("verdicts", () => {
  it("are a line each, with what was seen of those that did not pass", () =>
    assert.deepEqual(renderVerdicts(results).split("\n"), [
      "  O1   passed   title of O1",
      "  O10  failed   title of O10 (time-out)",
      "  O2   not run  title of O2 (no packets)",
    ]));

  it("have a line below those with a bundle: where to look, and the likeliest cause without its command", () => {
    const failed = {
      ...result("O10", "failed", "time-out"),
      bundle: "b/O10",
      causes: ["a\u001bpod is down -> kubectl x", "2", "3"],
    };
    assert.deepEqual(renderVerdicts([failed, result("O2", "passed", "")]).split("\n"), [
      "  O10  failed   title of O10 (time-out)",
      "       see b/O10/README.txt; likeliest: a pod is down",
      "  O2   passed   title of O2",
    ]);
  });

  it("are in colour on terminals alone, and not where NO_COLOR is set", () => {
    assert.equal(showsColour({ isTTY: true }, {}), true);
    assert.equal(showsColour({ isTTY: true }, { NO_COLOR: "1" }), false);
    assert.equal(showsColour({}, {}), false);
    assert.ok(renderVerdicts(results, { colour: true }).includes("O1   \u001b[32mpassed"));
  });

  it("do not steer the terminal with what was seen, and tell which are of an earlier update", () => {
    const old = { ...result("O1", "failed", "a\u001b[2Jb"), at: "2026-01-01T00:00:00.000Z" };
    const since = "2026-01-02T00:00:00.000Z";
    assert.match(renderVerdicts([old], { since }), /\(a \[2Jb\) \[of an earlier update\]$/);
  });

  it("are counted apart, those of none too", () => {
    assert.equal(countVerdicts(results), "1 passed, 1 failed, 1 not run");
    assert.equal(countVerdicts([]), "0 passed, 0 failed, 0 not run");
  });
});
