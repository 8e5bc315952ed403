import assert from "node:assert/strict";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Check } from "../../../components/checks/check.ts";
import { arrowsOf, type Mark, type State } from "../../../components/topology/arrows.ts";
import { diagramOf } from "../../../components/topology/diagram.ts";
import { dotOf } from "../../../components/topology/dot.ts";
import { drawDiagram } from "../../../components/topology/draw.ts";
import { layOut } from "../../../components/topology/layout.ts";
import { readTopology } from "../../../components/topology/read-topology.ts";
import { requireTags } from "../report/tags.ts";

/** What no name may do to the picture, or to what lays it out. */
const hostile = `a"b\\Nc\\"d&amp;<e>'</svg><script>\u001b[31m\u202e\nf`;

const pod = (namespace: string, name: string) => ({ kind: "Pod", metadata: { name, namespace } });
const topology = readTopology({
  objects: [pod("blue", "a"), pod("blue", "b"), pod("red", "c")],
  host: [],
  podSubnets: [],
});
const from = { kind: "pod", namespace: "blue", pod: "a", container: "main" } as const;
const to = (namespace: string, name: string) =>
  ({ kind: "pod-network", namespace, pod: name, role: "primary" }) as const;
const check = (id: string, of: Partial<Check> = {}): Check => ({
  id,
  title: "title",
  step: "step",
  from,
  to: to("blue", "b"),
  how: { kind: "icmp" },
  expect: { kind: "reachable", bodies: [] },
  ...of,
});
const blocked: Partial<Check> = { expect: { kind: "blocked", bodies: [], twin: "A" } };
const marks = (states: Readonly<Record<string, State>>, earlier: readonly string[] = []): Map<string, Mark> =>
  new Map(
    Object.entries(states).map(([id, state]) => [
      id,
      { id, state, earlier: earlier.includes(id), transitional: id === "T" },
    ]),
  );

async function draw(checks: readonly Check[], states: ReadonlyMap<string, Mark>, of = topology): Promise<string> {
  const diagram = diagramOf("cluster", of, checks, states);
  return drawDiagram(diagram, await layOut(dotOf(diagram)), "title").text;
}

describe("arrows", () => {
  const checks = [check("A"), check("B"), check("C", blocked), check("D", { to: to("red", "c") }), check("E")];
  const lines = (states: ReadonlyMap<string, Mark>): string[] =>
    arrowsOf(checks, topology, states).map(
      (arrow) => `${arrow.checks.map(({ id }) => id).join(" ")}: ${arrow.to.name}, ${arrow.flow}, ${arrow.state}`,
    );

  it("are shared by checks with the same ends, expectation and verdict, and by no others", () =>
    assert.deepEqual(lines(marks({ A: "passed", B: "passed", C: "passed", D: "passed", E: "failed" })), [
      "A B: b, reaches, passed",
      "C: b, blocked, passed",
      "D: c, reaches, passed",
      "E: b, reaches, failed",
    ]));

  it("leave out checks that nothing is said of", () =>
    assert.deepEqual(lines(marks({ C: "expected" })), ["C: b, blocked, expected"]));

  it("lead to a place of its own where there is no such pod", () => {
    const [arrow] = arrowsOf([check("A", { to: to("red", "gone") })], topology, marks({ A: "passed" }));
    assert.deepEqual([arrow?.to.kind, arrow?.to.name], ["unknown", "pod red/gone"]);
  });
});

describe("the picture of a topology", () => {
  it("has every box, node and arrow in it", async () => {
    const svg = await draw([check("A"), check("C", blocked)], marks({ A: "passed", C: "failed" }));
    for (const text of ["namespace", "blue", "red", "cluster default network"])
      assert.ok(svg.includes(`>${text}<`), text);
    assert.equal([...svg.matchAll(/class="node pod"/g)].length, 3);
    assert.doesNotMatch(svg, /NaN|undefined|="C|M"/);
    requireTags(svg);
  });

  it("tells verdicts by the form of line, head and symbol, and by words, not by colour alone", async () => {
    const states: readonly State[] = ["passed", "failed", "not run"];
    const svgs = await Promise.all(states.map((state) => draw([check("A", blocked)], marks({ A: state }))));
    const symbols = svgs.map((svg) => /<g class="icon"[^>]*>(.*?)<\/g>/.exec(svg)?.[1]);
    assert.equal(new Set(symbols).size, 3);
    assert.deepEqual(
      svgs.map((svg) => /class="arrow ([^"]*)"/.exec(svg)?.[1]),
      ["passed blocked", "failed blocked", "not-run blocked"],
    );
    assert.deepEqual(
      svgs.map((svg) => /<text class="note"[^>]*>([^<]*)</.exec(svg)?.[1]),
      ["blocked", "failed to block", "not run"],
    );
    const bars = svgs.map((svg) => svg.includes('class="bar"'));
    assert.deepEqual(bars, [true, true, true]);
    assert.ok(!(await draw([check("A")], marks({ A: "passed" }))).includes('class="bar"'));
  });

  it("marks results of an earlier update, and checks that hold until a later step", async () => {
    const svg = await draw(
      [check("A"), check("B"), check("T")],
      marks({ A: "passed", B: "passed", T: "passed" }, ["B", "T"]),
    );
    assert.match(svg, />A B\* T†\*</);
  });

  it("is drawn whatever names there are, and they stay text", async () => {
    const names = readTopology({
      objects: [pod(hostile, hostile), { kind: "Pod", metadata: { name: "b", namespace: hostile } }],
      host: [],
      podSubnets: [hostile],
    });
    const one = check(hostile, { from: { ...from, namespace: hostile, pod: hostile }, to: to(hostile, "b") });
    const svg = await draw(
      [one],
      new Map([[hostile, { id: hostile, state: "failed", earlier: false, transitional: false }]]),
      names,
    );
    requireTags(svg);
    assert.ok(svg.includes("a&quot;b\\Nc\\&quot;d&amp;amp;&lt;e&gt;&#39;&lt;/svg&gt;&lt;script&gt; [31m f"), svg);
    assert.equal([...svg.matchAll(/class="node pod"/g)].length, 2);
  });

  it("is for Graphviz itself of the same names", async () => {
    const names = readTopology({ objects: [pod("a", `"q" \\N \\G &lt; <b>`)], host: [], podSubnets: [] });
    const svg = (await Graphviz.load()).layout(dotOf(diagramOf("cluster", names, [], new Map())), "svg", "dot");
    assert.ok(svg.replaceAll("&#45;", "-").includes(">&quot;q&quot; \\N \\G &amp;lt; &lt;b&gt;<"), svg);
  });

  it("has something to see of namespaces that have nothing in them", async () => {
    const empty = readTopology({
      objects: [{ kind: "Namespace", metadata: { name: "lone" } }],
      host: [],
      podSubnets: [],
    });
    const svg = await draw([], new Map(), empty);
    assert.ok(svg.includes(">lone<") && svg.includes(">no workloads yet<"), svg);
  });
});
