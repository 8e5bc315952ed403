import { plainText } from "../markup/markup.ts";
import type { Caption } from "./captions.ts";
import type { Box, Diagram, DiagramNode, Line } from "./diagram.ts";

/**
 * A diagram in Mermaid's language, which many pages draw by themselves. Its arrows have words where those of the SVG have colours and
 * symbols: what is to be blocked ends with a cross, and what asks for something else is dotted.
 */
export function mermaidOf({ boxes, nodes, lines }: Diagram): string {
  return [
    "flowchart LR",
    ...content(undefined, boxes, nodes, "  "),
    ...lines.map((line) => `  ${line.from} ${arrow(line)} ${line.to}`),
    "",
  ].join("\n");
}

function content(
  within: string | undefined,
  boxes: readonly Box[],
  nodes: readonly DiagramNode[],
  indent: string,
): string[] {
  return [
    ...boxes
      .filter((box) => box.within === within)
      .flatMap((box) => [
        `${indent}subgraph ${box.key} [${quoted(inOneLine(box.caption))}]`,
        ...content(box.key, boxes, nodes, `${indent}  `),
        `${indent}end`,
      ]),
    ...nodes.filter((node) => node.within === within).map((node) => `${indent}${node.key}${shape(node)}`),
  ];
}

function shape({ kind, caption }: DiagramNode): string {
  const text = quoted([caption.kind, caption.name, ...caption.notes]);
  switch (kind) {
    case "network":
    case "service":
    case "internet":
      return `([${text}])`;
    case "virtual machine":
      return `[[${text}]]`;
    case "database":
      return `[(${text})]`;
    case "policy":
      return `>${text}]`;
    default:
      return `[${text}]`;
  }
}

function arrow({ arrow, ids, notes }: Line): string {
  if (!arrow) return "---";
  const state = arrow.state === "expected" ? [] : [arrow.state];
  // Of a verdict only its word: the notes say it too.
  const others = notes.filter((note) => note !== arrow.state);
  const text = quoted([...ids, ...state, ...others]);
  switch (arrow.flow) {
    case "blocked":
      return `--x|${text}|`;
    case "holds":
      return `-.->|${text}|`;
    case "reaches":
      return `-->|${text}|`;
  }
}

function inOneLine({ kind, name, notes }: Caption): string[] {
  return [[`${kind} ${name}`, ...notes].join(", ")];
}

/** Text that stands for itself, in lines. Mermaid writes special characters as `#<number>;`. */
function quoted(lines: readonly string[]): string {
  const escaped = lines
    .filter((line) => line !== "")
    .map((line) => plainText(line).replace(/["#;<>&`\\]/g, (sign) => `#${sign.codePointAt(0) ?? 0};`));
  return `"${escaped.join("<br>")}"`;
}
