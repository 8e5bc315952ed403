import assert from "node:assert/strict";
import { matrixOf, renderMatrix } from "../../../stacks/report/matrix.ts";
import { blocked, check, entries, planned, toRed } from "./support.ts";
import { requireTags } from "./tags.ts";

const checks = [
  check("A"),
  check("B", { to: toRed, expect: blocked("A") }),
  check("C", { from: { kind: "host" }, to: { kind: "service", namespace: "blue", service: "web" } }),
  check("D", { from: { kind: "api" }, to: { kind: "policies", namespaces: ["blue"] }, expect: { kind: "none" } }),
  check("E", { to: toRed, until: "later" }),
];
const verdicts = ["passed", "passed", "failed", "not run", "failed"] as const;

describe("the matrix of verdicts", () => {
  const all = entries(checks, verdicts);
  const matrix = matrixOf(all);
  const names = (groups: typeof matrix.from): string[] =>
    groups.map(({ name, nodes }) => `${name}: ${nodes.map((node) => node.name).join(", ")}`);

  it("has who asks in its rows and who is asked in its columns, by namespaces", () => {
    assert.deepEqual(names(matrix.from), ["blue: a", "elsewhere: Kubernetes API, this machine"]);
    assert.deepEqual(names(matrix.to), ["blue: b, web", "red: c", "elsewhere: Kubernetes API"]);
  });

  it("has every check in one cell", () => {
    const cells = matrix.from.flatMap(({ nodes }) =>
      nodes.flatMap((from) =>
        matrix.to.flatMap((group) => group.nodes.map((to) => matrix.at(from, to).map((one) => one.check.id))),
      ),
    );
    assert.deepEqual(cells.flat().toSorted(), ["A", "B", "C", "D", "E"]);
    assert.ok(cells.some((cell) => cell.join() === "B,E"));
  });

  const text = (rendered: string): string =>
    rendered
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();

  it("says each verdict as a word, and what is to be blocked", () => {
    const rendered = renderMatrix(all).text;
    requireTags(rendered);
    assert.match(text(rendered), /A passed B passed to be blocked E† failed/);
    assert.match(text(rendered), /D not run/);
  });

  it("of a plan says what is expected", () =>
    assert.match(text(renderMatrix(planned(checks)).text), /A reaches B blocked E† reaches .* D holds .* C reaches/));

  it("has as many cells in each row as there are columns", () => {
    const rows = [...renderMatrix(all).text.matchAll(/<tr>.*?<\/tr>/gs)].slice(2);
    for (const [row] of rows) assert.equal([...row.matchAll(/<td/g)].length, 4, row);
  });
});
