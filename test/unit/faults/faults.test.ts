import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  describeResult,
  faultRows,
  lastResult,
  renderFaults,
  summary,
  withFaults,
} from "../../../stacks/commands/faults-table.ts";
import { unsteadyTests } from "../../../stacks/commands/test-repeat.ts";
import { faults } from "../../support/faults/catalog.ts";
import { type Fault, judgeFaults, survived, type TestOutcome } from "../../support/faults/fault.ts";
import { project } from "../support.ts";

const emptyPage = "top\n<!-- faults: written by npm run test:faults -->\nold\n<!-- end of faults -->\nbottom\n";

const one: Fault = {
  fault: "a cable is pulled",
  happens: "nothing",
  proofs: [
    { file: "engine/a.test.ts", title: "kill point 1 " },
    { file: "engine/b.test.ts", title: "is mended" },
  ],
};
const input: Fault = {
  fault: "a wrong word",
  happens: "it is refused",
  badInputs: true,
  proofs: [{ file: "engine/c.test.ts", title: "an unknown" }],
};
const outcome = (file: string, title: string, state: TestOutcome["state"] = "passed"): TestOutcome => ({
  file: `engine/${file}.test.ts`,
  title,
  state,
});
const good = [
  outcome("a", "kill point 1 (seed 1): up"),
  outcome("a", "kill point 2 (seed 1): up"),
  outcome("b", "is mended by the next up"),
  outcome("c", "an unknown word"),
  outcome("c", "an unknown number"),
];

describe("the judgement of faults", () => {
  const told = (outcomes: readonly TestOutcome[]): string[] =>
    judgeFaults([one, input], outcomes).map((result) => describeResult(result, "2026-11-26"));

  it("is that a fault is survived when a test of each proof passed", () => {
    assert.deepEqual(judgeFaults([one, input], good).map(survived), [true, true]);
    assert.deepEqual(told(good), [
      "survived on 2026-11-26: 2 tests, 1 kill point",
      "survived on 2026-11-26: 2 bad inputs",
    ]);
  });

  it("is that it is not when a test failed, was skipped or did not run", () => {
    const without = good.filter(({ file }) => !file.includes("/b."));
    for (const outcomes of [
      without,
      [...without, outcome("b", "is mended by the next up", "pending")],
      [...good, outcome("b", "is mended by hand", "failed")],
      [...without, outcome("c", "is mended by the next up")],
    ])
      assert.deepEqual(judgeFaults([one, input], outcomes).map(survived), [false, true]);
    assert.deepEqual(told(without)[0], "not run on 2026-11-26: is mended");
    assert.deepEqual(
      told([...good, outcome("b", "is mended by hand", "failed")])[0],
      "**failed** on 2026-11-26: 1 of 3 tests",
    );
  });

  it("counts in its last line what survived alone", () => {
    assert.equal(summary(told(good), 0), "faults survived: 2 of 2; kill points: 1; bad inputs: 2; left behind: 0");
    const failed = told(good.map((test) => ({ ...test, state: "failed" as const })));
    assert.equal(summary(failed, 3), "faults survived: 0 of 2; kill points: 0; bad inputs: 0; left behind: 3");
  });

  it("stays in the page for a fault that was not tried again", () => {
    const table = renderFaults([
      [one, "survived on 2026-01-02: 5 tests"],
      [input, ""],
    ]);
    const page = withFaults(emptyPage, table, "");
    assert.match(table, /\| a cable is pulled \| nothing \| `engine\/a.test.ts`, `engine\/b.test.ts` \| survived/);
    assert.equal(lastResult(page, one), "survived on 2026-01-02: 5 tests");
    assert.equal(lastResult(page, input), "");
    assert.equal(lastResult(emptyPage, one), "");
  });

  it("takes the place of the last one in the page", () => {
    const text = withFaults(emptyPage, "| table |", "last line");
    assert.match(
      text,
      /^top\n<!-- faults.*-->\n\n\| table \|\n\n```text\nlast line\n```\n\n<!-- end of faults -->\nbottom\n$/s,
    );
    assert.equal(withFaults(text, "| table |", "last line"), text);
    assert.throws(() => withFaults("nothing", "", ""), /no place for faults/);
  });
});

describe("the rows of the page's table", () => {
  it("are those between its marks, without the head, whatever other tables there are", () => {
    const other = "| command | times |\n| --- | --- |\n| a cable is pulled | 9 | | x |\n";
    const page = `${other}${withFaults(emptyPage, renderFaults([[one, "survived"]]), "")}${other}`;
    assert.deepEqual(faultRows(page), [
      ["a cable is pulled", "nothing", "`engine/a.test.ts`, `engine/b.test.ts`", "survived"],
    ]);
  });
});

describe("the catalog of faults", () => {
  const text = (file: string) => readFileSync(join(project, "test", file), "utf8");

  it("names tests that there are", () => {
    const absent = faults
      .flatMap(({ proofs }) => proofs)
      // A title that is made of parts is found by what does not change in it.
      .filter(({ file, title }) => !text(file).includes(title.replace(/ \d+ ?$/, " $").replace(/^[a-z-]+: /, ": ")));
    assert.deepEqual(absent, []);
  });

  it("is the table of the page, fault by fault", () => {
    const page = readFileSync(join(project, "docs", "reliability.md"), "utf8");
    const rows = faultRows(page).map(([fault, happens]) => [fault, happens]);
    assert.deepEqual(
      rows,
      faults.map(({ fault, happens }) => [fault, happens]),
      "npm run test:faults writes it",
    );
  });
});

describe("tests that were repeated", () => {
  it("are told with how many runs they failed in", () => {
    const runs = [
      [outcome("a", "x"), outcome("b", "y", "failed")],
      [outcome("a", "x", "failed"), outcome("b", "y", "failed"), outcome("b", "y", "failed")],
    ];
    assert.deepEqual(unsteadyTests(runs), [
      { title: "engine/b.test.ts: y", failures: 2 },
      { title: "engine/a.test.ts: x", failures: 1 },
    ]);
  });
});
