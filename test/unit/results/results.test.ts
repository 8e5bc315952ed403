import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "../../../components/checks/check.ts";
import { notRun } from "../../../components/checks/perform-check.ts";
import { resultFile, writeResult } from "../../../components/checks/result-files.ts";
import type { CheckResult, Verdict } from "../../../components/checks/verdict.ts";
import { recheckStatus, takeFilter } from "../../../stacks/commands/recheck.ts";
import { filteredChecks } from "../../../stacks/check-filter.ts";
import { renderJunit } from "../../../stacks/results/junit.ts";
import { performChecks } from "../../../stacks/results/perform-checks.ts";
import { readResults } from "../../../stacks/results/read-results.ts";
import { experiment } from "../checks/live-migration/fake-lab.ts";
import { check } from "../checks/support.ts";
import { withFolder } from "../tools/support.ts";

const second: Check = { ...check, id: "T2/x", title: "nobody else does" };
const result = (of: Check, verdict: Verdict, observed = "seen"): CheckResult => ({ ...notRun(of, observed), verdict });
const ids = (checks: readonly { id: string }[]): string[] => checks.map(({ id }) => id);

describe("results on disk", () => {
  it("are read in the order of the checks, and what is missing or damaged is not run and says so", () =>
    withFolder(async (folder) => {
      const third = { ...check, id: "T3" };
      writeResult(folder, result(second, "failed"), new Date(0));
      await writeFile(resultFile(folder, "T3"), "{");
      const [first, , damaged] = readResults(folder, [check, second, third]);
      assert.deepEqual(readResults(folder, [second]), [
        { ...result(second, "failed"), at: "1970-01-01T00:00:00.000Z" },
      ]);
      assert.deepEqual([first?.verdict, first?.observed, damaged?.verdict], ["not run", "it has no result", "not run"]);
      assert.match(damaged?.observed ?? "", /T3\.json is damaged/);
    }));

  it("are for the user alone", () =>
    withFolder(async (folder) => {
      writeResult(join(folder, "results"), result(check, "passed"));
      assert.equal((await stat(resultFile(join(folder, "results"), check.id))).mode & 0o777, 0o600);
    }));
});

describe("results as JUnit XML", () => {
  const hostile = `a]]> & "<b>"\u0000\u001b[31m\u{d800}\nend`;
  const xml = renderJunit("overlay", [
    result(check, "passed"),
    result(second, "failed", hostile),
    result({ ...check, id: "T3", step: "later" }, "not run", hostile),
  ]);

  it("have a suite for each step, with failures and what was skipped", () => {
    assert.match(xml, /<testsuites name="overlay" tests="3" failures="1" errors="0" skipped="1" time="0">/);
    assert.deepEqual(
      [...xml.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name),
      ["overlay.workloads", "overlay.later"],
    );
  });

  it("name the bundle and the causes of a failure", () => {
    const failed = { ...result(check, "failed"), bundle: "b/T1", causes: ["one -> <a>", "two", "three"] };
    const text = renderJunit("overlay", [failed]);
    assert.ok(text.includes("bundle: b/T1&#10;1. one -&gt; &lt;a&gt;&#10;2. two&#10;3. three</failure>"), text);
  });

  it("escape whatever was observed", () => {
    const message = "a]]&gt; &amp; &quot;&lt;b&gt;&quot;\ufffd\ufffd[31m\ufffd&#10;end";
    assert.ok(xml.includes(`<failure message="${message}">`), xml);
    assert.ok(xml.includes(`<skipped message="${message}"/>`), xml);
  });
});

describe("a filter of checks", () => {
  const all = [check, second, ...experiment];
  it("chooses by id and by title, or all others", () => {
    assert.deepEqual(ids(filteredChecks(all, "^T1$")), ["T1"]);
    assert.deepEqual(ids(filteredChecks(all, "nobody")), ["T2/x"]);
    assert.deepEqual(ids(filteredChecks([check, second], "!^T1$")), ["T2/x"]);
    assert.equal(filteredChecks(all, undefined), all);
  });

  it("takes an experiment whole", () => assert.deepEqual(ids(filteredChecks(all, "^V6$")), ids(experiment)));

  it("that matches nothing, or is none, is refused", () => {
    assert.throws(() => filteredChecks([check, second], "P9"), /lab:checks is "P9": .*there are T1, T2\/x/);
    assert.throws(() => filteredChecks(all, "(", "--filter"), /--filter is "\("/);
  });
});

describe("the recheck", () => {
  it("performs each check once, a twin of several too", async () => {
    const blocked = (id: string): Check => ({ ...check, id, expect: { kind: "blocked", bodies: ["b"], twin: "T1" } });
    const checks = [blocked("B1"), ...experiment, blocked("B2"), check];
    const performed: string[] = [];
    const results = await performChecks(checks, 2, {
      one: async (one, performTwin) => {
        performed.push(one.id);
        if (one.expect.kind === "blocked") await performTwin(check);
        await new Promise((turn) => setImmediate(turn));
        return result(one, "passed");
      },
      experiment: (group) => {
        performed.push(ids(group).join("+"));
        return Promise.resolve(group.map((one) => result(one, "failed")));
      },
    });
    assert.deepEqual(performed.toSorted(), ["B1", "B2", "T1", ids(experiment).join("+")]);
    assert.equal(performed.at(-1), ids(experiment).join("+"));
    assert.deepEqual(ids(results), ids(checks));
  });

  const several = Array.from({ length: 7 }, (_, i): Check => ({ ...check, id: `C${i + 1}` }));
  const withTwins = [
    ...["B1", "B2", "B3"].map((id): Check => ({ ...check, id, expect: { kind: "blocked", bodies: [], twin: "C1" } })),
    ...several,
  ];
  for (const [what, checks] of Object.entries({ "checks alone": several, "checks with a twin": withTwins }))
    for (const atOnce of [1, 3, 7])
      it(`has ${atOnce} probes at work at the same time, no more and no fewer: ${what}`, async () => {
        let now = 0;
        let most = 0;
        const results = await performChecks(checks, atOnce, {
          one: async (one, performTwin) => {
            // A check that waits for its twin sends nothing.
            if (one.expect.kind === "blocked") await performTwin(several[0] ?? check);
            most = Math.max(most, ++now);
            // Whatever else is to begin has begun by the next turn.
            await new Promise((turn) => setImmediate(turn));
            now--;
            return result(one, "passed");
          },
          experiment: () => assert.fail("there is none"),
        });
        assert.equal(most, atOnce);
        assert.deepEqual(ids(results), ids(checks));
      });

  const table: [expected: number, verdicts: Verdict[], impossible: string[]][] = [
    [0, ["passed", "passed"], []],
    [0, ["passed", "not run"], ["T2/x"]],
    [1, ["passed", "not run"], []],
    [1, ["passed", "failed"], []],
    [1, ["failed", "not run"], ["T2/x"]],
    [2, ["not run", "not run"], ["T1", "T2/x"]],
  ];
  for (const [expected, [a = "passed", b = "passed"], impossible] of table)
    it(`ends with ${expected} after ${a} and ${b}${impossible.length > 0 ? ", which cannot be run here" : ""}`, () =>
      assert.equal(recheckStatus([result(check, a), result(second, b)], new Set(impossible)), expected));

  it("takes its filter out of the words", () => {
    assert.deepEqual(takeFilter(["overlay", "--filter", "O1", "--json"]), {
      filter: "O1",
      others: ["overlay", "--json"],
    });
    assert.deepEqual(takeFilter(["--filter=!O1", "overlay"]), { filter: "!O1", others: ["overlay"] });
    assert.throws(() => takeFilter(["overlay", "--filter"]), /needs a regular expression/);
  });
});
