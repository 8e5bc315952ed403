import assert from "node:assert/strict";
import { graphReport, renderGraph } from "../../../stacks/bench/graph-report.ts";
import { node, span } from "../timeline/support.ts";

const urn = (name: string): string => `urn:pulumi:s::lab::test:index:Thing::${name}`;
const timeline = {
  command: { start: 1000, end: 12_000 },
  preview: { start: 2000, end: 4000 },
  update: { start: 5000, end: 11_500 },
  spans: [span(urn("a"), 5000, 9000), span(urn("b::c"), 9500, 11_500), span(urn("kept"), 5000, 5000, "same")],
};
const graph = [node(urn("a")), node(urn("b::c"), [urn("a")]), node(urn("kept"))];

describe("the report of an update's graph", () => {
  const report = graphReport("s", timeline, graph);

  it("compares the whole command with the critical path", () => {
    const { wall, preview, update, criticalPath, ratio } = report;
    assert.deepEqual({ wall, preview, update, criticalPath }, { wall: 11, preview: 2, update: 6.5, criticalPath: 6 });
    assert.equal(ratio?.toFixed(3), (11 / 6).toFixed(3));
  });

  it("counts from the start of Pulumi, and says where the path waited", () => {
    assert.deepEqual(
      report.resources.map(({ resource, start, end }) => [resource, start, end]),
      [
        ["a", 4, 8],
        ["b::c", 8.5, 10.5],
        ["kept", 4, 4],
      ],
    );
    assert.deepEqual(report.chain, [
      { resource: "a", took: 4, waited: 4 },
      { resource: "b::c", took: 2, waited: 0.5 },
    ]);
  });

  it("reads as a table of what changed, the path, and the ratio", () => {
    const text = renderGraph(report);
    assert.match(text, /^ {4}4\.00 {5}8\.00 {5}4\.00 {2}a$/m);
    assert.match(text, /^and 1 unchanged$/m);
    assert.match(text, /^wall time \/ critical path: 1\.83 \(target <= 1\.10\)$/m);
  });

  it("has no ratio where nothing took any time", () => {
    const idle = graphReport("s", { ...timeline, spans: [] }, graph);
    assert.equal(idle.ratio, null);
    assert.match(renderGraph(idle), /no ratio/);
  });
});
