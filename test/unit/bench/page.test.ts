import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { format } from "prettier";
import type { Figure } from "../../../stacks/bench/figure.ts";
import { machineFacts } from "../../../stacks/bench/machine.ts";
import { lastRow, renderFigures, rowOf, withFigures } from "../../../stacks/bench/page.ts";
import { hostname } from "node:os";

const empty = "# Title\n\n<!-- figures: written by npm run bench -->\n\n<!-- end of figures -->\n\nNotes.\n";
const fast: Figure = {
  figure: "up / talk",
  value: 0.456,
  target: "<= 0.60",
  met: true,
  command: "npm run bench -- up",
};
const absent: Figure = { ...fast, figure: "a|b", value: "not measured", met: false, reason: "no\nPulumi" };

describe("the page of figures", () => {
  it("keeps what stands around the table, however often it is written", () => {
    const once = withFigures(empty, [rowOf(fast, "today")]);
    const twice = withFigures(once, [rowOf(absent, "today")]);
    for (const page of [once, twice]) assert.match(page, /^# Title\n[\s\S]*\nNotes\.\n$/);
    assert.match(once, /\| up \/ talk \| 0\.46 \| <= 0\.60 \| yes \|/);
    assert.doesNotMatch(twice, /0\.46/);
  });

  it("has the row of an earlier run again, after it was formatted", async () => {
    const page = await format(withFigures(empty, [rowOf(fast, "1 May; 2 cores"), rowOf(absent, "")]), {
      parser: "markdown",
      printWidth: 120,
    });
    assert.deepEqual(lastRow(page, "up / talk"), rowOf(fast, "1 May; 2 cores"));
    assert.deepEqual(lastRow(page, "a|b"), rowOf(absent, ""));
    assert.equal(lastRow(page, "another"), undefined);
  });

  it("says why a figure was not measured, and that it is not met, in one cell of one line", () => {
    const row = withFigures(empty, [rowOf(absent, "today")])
      .split("\n")
      .find((line) => line.startsWith("| a/b"));
    assert.equal(row, "| a/b | not measured: no Pulumi | <= 0.60 | **no** |  | `npm run bench -- up` | today |");
  });

  it("is refused without its place", () => assert.throws(() => withFigures("# Title", []), /no place for figures/));

  it("is there, with its place", () => {
    const page = readFileSync("docs/performance.md", "utf8");
    assert.equal(withFigures(page, []).includes("npm run bench"), true);
  });
});

describe("the table in the terminal", () => {
  it("marks what was missed and says what was not measured", () =>
    assert.equal(
      renderFigures([{ ...fast, detail: "talk 10.0 s" }, absent]),
      [
        "met   up / talk    0.46  <= 0.60",
        "      talk 10.0 s",
        "MISS  a|b             -  <= 0.60",
        "      not measured: no\nPulumi",
      ].join("\n"),
    ));
});

describe("the facts of a machine", () => {
  it("are what figures depend on, without its name", () => {
    assert.match(machineFacts(), /^\d+ cores?, \d+ GiB, Node \d+\.\d+\.\d+, load \d+\.\d$/);
    assert.equal(machineFacts().includes(hostname()), false);
  });
});
