import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import type { Mark, State } from "../../../components/topology/arrows.ts";
import { type Diagram, diagramOf } from "../../../components/topology/diagram.ts";
import { mermaidOf } from "../../../components/topology/mermaid.ts";
import { readTopology } from "../../../components/topology/read-topology.ts";
import { topologyStyle } from "../../../components/topology/style.ts";
import { svgFile } from "../../../components/topology/svg-file.ts";
import { requireTags } from "../report/tags.ts";

const pod = (namespace: string, name: string) => ({ kind: "Pod", metadata: { name, namespace } });
const check = (id: string, name: string, expect: Check["expect"]): Check => ({
  id,
  title: "title",
  step: "step",
  from: { kind: "pod", namespace: "blue", pod: "a", container: "main" },
  to: { kind: "pod-network", namespace: "blue", pod: name, role: "primary" },
  how: { kind: "icmp" },
  expect,
});

function diagram(state: State, name = "b", others = 0): Diagram {
  const names = Array.from({ length: others }, (_, i) => `a-pod-with-a-long-name-${i}`);
  const objects = ["a", name, ...names].map((one) => pod("blue", one));
  const checks = [
    check("A", name, { kind: "reachable", bodies: [] }),
    check("B", name, { kind: "blocked", bodies: [], twin: "A" }),
    ...names.map((one) => check(one, one, { kind: "reachable", bodies: [] })),
  ];
  const marks = new Map<string, Mark>(
    checks.map(({ id }) => [id, { id, state, earlier: false, transitional: id === "B" }]),
  );
  return diagramOf("cluster", readTopology({ objects, host: [], podSubnets: [] }), checks, marks);
}

/** The nodes of a text in Mermaid's language, its texts taken out, and the arrows between them. */
function read(text: string): { nodes: string[]; arrows: string[] } {
  const [head, ...lines] = text.trimEnd().split("\n");
  assert.equal(head, "flowchart LR");
  const bare = lines.map((line) => line.trim().replace(/"[^"]*"/g, '""'));
  const nodes = bare.flatMap((line) => /^(\w+)(\(\[|\[\[|\[\(|>|\[)""(\]\)|\]\]|\)\]|\])$/.exec(line)?.[1] ?? []);
  const arrows = bare.filter((line) => /^\w+ (---|--x\|""\||-->\|""\||-\.->\|""\|) \w+$/.test(line));
  const boxes = bare.filter((line) => /^subgraph \w+ \[""\]$|^end$/.test(line));
  assert.equal(nodes.length + arrows.length + boxes.length, lines.length, text);
  return { nodes, arrows };
}

describe("a diagram in Mermaid's language", () => {
  it("has each node once, boxes that end, and arrows between nodes that are there", () => {
    const { nodes, arrows } = read(mermaidOf(diagram("expected")));
    assert.deepEqual(nodes, ["node0", "node1"]);
    assert.deepEqual(arrows, ['node0 -->|""| node1', 'node0 --x|""| node1']);
  });

  it("tells verdicts in words, each once", () => {
    assert.match(mermaidOf(diagram("failed")), /-->\|"A<br>failed"\|.*\n.*--x\|"B†<br>failed<br>failed to block"\|/);
    assert.match(mermaidOf(diagram("expected")), /-->\|"A"\|.*\n.*--x\|"B†<br>blocked"\|/);
  });

  it("takes no name for more than text", () => {
    const hostile = `x"]\nend;#<b>&\`\\\u202e\u001b[31m`;
    const text = mermaidOf(diagram("passed", hostile));
    read(text);
    assert.ok(text.includes("x#34;] end#59;#35;#60;b#62;#38;#96;#92; [31m"), text);
  });
});

describe("a diagram as an SVG file", () => {
  const file = (of: Diagram, theme: "auto" | "light" | "dark" = "auto") => svgFile(of, { title: 'a "title"', theme });

  it("is one element that has its style and its ground in it", async () => {
    const svg = await file(diagram("expected"));
    requireTags(svg.replace(/<style>.*<\/style>/s, ""));
    assert.match(
      svg,
      /^<svg xmlns=[^>]*aria-label="a &quot;title&quot;"[^>]*>\n<style>.*<\/style>\n<rect class="ground"/s,
    );
    assert.equal([...svg.matchAll(/<svg/g)].length, 1);
    assert.doesNotMatch(svg, /url\(|href|@import/);
  });

  it("has the colours of its theme alone", async () => {
    const colours = (text: string): boolean[] =>
      ["@media (prefers-color-scheme: dark)", "@media screen", "@media not all"].map((words) => text.includes(words));
    assert.deepEqual(colours(await file(diagram("expected"))), [true, false, false]);
    assert.deepEqual(colours(await file(diagram("expected"), "light")), [false, false, true]);
    assert.deepEqual(colours(await file(diagram("expected"), "dark")), [false, true, false]);
    assert.match(topologyStyle("dark"), /color-scheme: dark;/);
  });

  it("goes from top to bottom where it would be too wide else", async () => {
    const size = (svg: string): number[] => {
      const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
      return [Number(width), Number(height)];
    };
    const [width = 0, height = 0] = size(await file(diagram("expected")));
    assert.ok(width > height, "few go from left to right");
    const chain = diagram("expected");
    const long = {
      ...chain,
      nodes: chain.nodes.map((node) => ({ ...node, caption: { ...node.caption, name: "n".repeat(60) } })),
    };
    const [longWidth = 0, longHeight = 0] = size(await file(long));
    assert.ok(longWidth < 900 && longHeight > height, `${longWidth} x ${longHeight}`);
  });
});
