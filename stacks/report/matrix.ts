import { markup, type Markup } from "../../components/markup/markup.ts";
import { markedId } from "../../components/topology/arrows.ts";
import type { Node } from "../../components/topology/topology.ts";
import { anchorOf, type Entry, markOf, wordOf } from "./entries.ts";
import { classesOf, icon } from "./icon.ts";

/** Nodes that are side by side in a matrix: those of a namespace, or what is in none. */
export interface Group {
  readonly name: string;
  readonly nodes: readonly Node[];
}

/** Who asks whom: the groups of the rows and of the columns, and the entries of each cell. */
export interface Matrix {
  readonly from: readonly Group[];
  readonly to: readonly Group[];
  readonly at: (from: Node, to: Node) => readonly Entry[];
}

export function matrixOf(entries: readonly Entry[]): Matrix {
  return {
    from: groupsOf(entries.map(({ ends }) => ends.from)),
    to: groupsOf(entries.map(({ ends }) => ends.to)),
    at: (from, to) => entries.filter(({ ends }) => ends.from.id === from.id && ends.to.id === to.id),
  };
}

const elsewhere = "elsewhere";

/** Namespaces by their names, then what is in none; in each, pods and machines before services. */
function groupsOf(nodes: readonly Node[]): Group[] {
  const groups = new Map<string, Map<string, Node>>();
  for (const node of nodes) {
    const name = "namespace" in node ? node.namespace : "";
    groups.set(name, (groups.get(name) ?? new Map<string, Node>()).set(node.id, node));
  }
  const names = [...groups.keys()].toSorted((a, b) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1));
  return names.map((name) => ({
    name: name === "" ? elsewhere : name,
    nodes: [...(groups.get(name)?.values() ?? [])].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
}

/** The matrix as a table; empty cells say nothing, and no check of the entries is outside of it. */
export function renderMatrix(entries: readonly Entry[]): Markup {
  const { from, to, at } = matrixOf(entries);
  const columns = to.flatMap(({ nodes }) => nodes);
  return markup`<table class="matrix">
<thead>
<tr><th scope="col" colspan="2" rowspan="2">from, down; to, across</th>${to.map(
    ({ name, nodes }) => markup`<th scope="colgroup" colspan="${nodes.length}" class="group">${groupTitle(name)}</th>`,
  )}</tr>
<tr>${columns.map((node) => markup`<th scope="col">${node.name}</th>`)}</tr>
</thead>
${from.map(
  (group) => markup`<tbody>
${group.nodes.map(
  (node, i) =>
    markup`<tr>${i === 0 ? markup`<th scope="rowgroup" rowspan="${group.nodes.length}" class="group">${groupTitle(group.name)}</th>` : undefined}<th scope="row">${node.name}</th>${columns.map((column) => cell(column, at(node, column)))}</tr>\n`,
)}</tbody>
`,
)}</table>`;
}

function groupTitle(name: string): string {
  return name === elsewhere ? name : `namespace ${name}`;
}

function cell(column: Node, entries: readonly Entry[]): Markup {
  if (entries.length === 0) return markup`<td class="empty"></td>`;
  return markup`<td data-to="${column.name}">${entries.map(verdict)}</td>`;
}

function verdict(entry: Entry): Markup {
  const { check, ends, flow, state } = entry;
  const notes = [
    ...(flow === "blocked" && state !== "expected" ? ["to be blocked"] : []),
    ...(ends.via ? [ends.via] : []),
  ];
  return markup`<div class="verdict ${classesOf(entry)}">${icon(entry)} <a href="#${anchorOf(check.id)}">${markedId(markOf(entry))}</a> <span class="word">${wordOf(entry)}</span>${notes.map((note) => markup` <small>${note}</small>`)}</div>`;
}
