import type { Caption } from "./captions.ts";
import type { Box, Diagram, DiagramNode, Line } from "./diagram.ts";

/** Size of text, in points, that a layout leaves room for. A picture draws it smaller, for its reader's font may be wider. */
export const layoutFontSize = 14;

const graph = [
  "nodesep=0.18",
  "ranksep=0.5",
  "labeljust=l",
  // Looks longer for an order with few crossings.
  "mclimit=10",
].join(", ");

/** Something that has a place in a box. */
interface Placed {
  readonly within?: string | undefined;
  readonly line: string;
}

/**
 * A diagram in Graphviz' language. Keys are the names of its nodes and clusters. An arrow is two edges, `<key>a` and `<key>b`, and
 * between them a node `<key>` with its label: so nothing is drawn over it, and it is drawn over nothing.
 * @param direction from left to right, or from top to bottom
 */
export function dotOf({ boxes, nodes, lines }: Diagram, direction: "LR" | "TB" = "LR"): string {
  const placed: Placed[] = [
    ...nodes.map((node) => ({ within: node.within, line: nodeLine(node) })),
    ...lines.flatMap((line) => (line.arrow ? [{ within: commonBox(line, boxes, nodes), line: labelLine(line) }] : [])),
  ];
  return [
    "digraph lab {",
    `  graph [rankdir=${direction}, ${graph}, fontname=Arial, fontsize=${layoutFontSize}]`,
    `  node [shape=box, fontname=Arial, fontsize=${layoutFontSize}, margin="0.13,0.07"]`,
    ...content(undefined, boxes, placed, "  "),
    ...lines.flatMap(edges).map((line) => `  ${line}`),
    "}",
    "",
  ].join("\n");
}

function content(
  within: string | undefined,
  boxes: readonly Box[],
  placed: readonly Placed[],
  indent: string,
): string[] {
  return [
    ...boxes
      .filter((box) => box.within === within)
      .flatMap((box) => [
        `${indent}subgraph cluster_${box.key} {`,
        `${indent}  graph [label=${quoted(boxLines(box.caption))}, margin=10]`,
        ...content(box.key, boxes, placed, `${indent}  `),
        `${indent}}`,
      ]),
    ...placed.filter((one) => one.within === within).map(({ line }) => `${indent}${line}`),
  ];
}

function nodeLine({ key, caption: { kind, name, notes } }: DiagramNode): string {
  return `${key} [label=${quoted([kind, name, ...notes])}]`;
}

/** Room for a symbol before the ids. */
function labelLine({ key, ids, notes }: Line): string {
  const lines = [...ids.map((line, i) => (i === 0 ? `MM ${line}` : line)), ...notes];
  return `${key} [label=${quoted(lines)}, shape=plain, margin="0.03,0.02"]`;
}

/** The smallest box that has both ends of a line. */
function commonBox({ from, to }: Line, boxes: readonly Box[], nodes: readonly DiagramNode[]): string | undefined {
  const parents = new Map([...boxes, ...nodes].map(({ key, within }) => [key, within]));
  const around = (key: string): string[] => {
    const parent = parents.get(key);
    return parent === undefined ? [] : [parent, ...around(parent)];
  };
  const others = around(to);
  return around(from).find((box) => others.includes(box));
}

function edges({ key, from, to, arrow }: Line): string[] {
  if (!arrow) return [`${from} -> ${to} [id=${key}, dir=none]`];
  const head = arrow.flow === "blocked" ? ", arrowhead=tee" : "";
  return [`${from} -> ${key} [id=${key}a, dir=none]`, `${key} -> ${to} [id=${key}b${head}]`];
}

/** What a box is and its name stand on one line. */
function boxLines({ kind, name, notes }: Caption): string[] {
  return [`${kind} ${name}`, ...notes];
}

/** Text that stands for itself: neither Graphviz' escapes nor entities count in it. */
function quoted(lines: readonly string[]): string {
  const inner = lines
    .filter((line) => line !== "")
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cs}]/gu, " ")
        .replace(/\\/g, "\\\\")
        .replace(/"/g, '\\"')
        .replace(/&/g, "&amp;"),
    );
  return `"${inner.join("\\n")}"`;
}
