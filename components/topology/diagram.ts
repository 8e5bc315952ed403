import type { Check } from "../checks/check.ts";
import { type Arrow, arrowsOf, type Mark } from "./arrows.ts";
import { arrowCaption, type Caption, networkCaption, nodeCaption, policyCaption } from "./captions.ts";
import type { Node, Topology } from "./topology.ts";

/** A picture before it is laid out: boxes in boxes, nodes in them, and lines. Keys are plain words, names are in the captions alone. */
export interface Diagram {
  readonly boxes: readonly Box[];
  readonly nodes: readonly DiagramNode[];
  readonly lines: readonly Line[];
}

export interface Box {
  readonly key: string;
  readonly kind: "cluster" | "network" | "namespace";
  readonly caption: Caption;
  /** Key of the box that it is in. */
  readonly within?: string;
}

export interface DiagramNode {
  readonly key: string;
  readonly kind: Node["kind"] | "network" | "policy" | "nothing";
  readonly caption: Caption;
  readonly within?: string;
}

export interface Line {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Undefined: no arrow, but an interface on a network. */
  readonly arrow?: Arrow;
  readonly ids: readonly string[];
  readonly notes: readonly string[];
}

const cluster = "cluster";

/**
 * The picture of a topology: the cluster's box, in it a box for each network that is somebody's first, and in that the namespaces.
 * Secondary networks are nodes with lines to who is on them. Checks are arrows.
 * @param title of the cluster's box
 */
export function diagramOf(
  title: string,
  topology: Topology,
  checks: readonly Check[],
  marks: ReadonlyMap<string, Mark>,
): Diagram {
  const arrows = arrowsOf(checks, topology, marks);
  const boxOf = new Map<string, string>();
  const boxes: Box[] = [
    { key: cluster, kind: "cluster", caption: { kind: "Kubernetes cluster", name: title, notes: [] } },
  ];
  for (const network of topology.networks) {
    const inside = topology.namespaces.filter((one) => one.network === network.id);
    if (inside.length === 0) continue;
    const key = `box${boxes.length}`;
    boxes.push({ key, kind: "network", caption: networkCaption(network), within: cluster });
    for (const { name } of inside) {
      const own = `box${boxes.length}`;
      boxOf.set(name, own);
      boxes.push({ key: own, kind: "namespace", caption: { kind: "namespace", name, notes: [] }, within: key });
    }
  }
  const keys = new Map<string, string>();
  const nodes: DiagramNode[] = [];
  const add = (id: string, node: Omit<DiagramNode, "key">): void => {
    if (keys.has(id)) return;
    const key = `node${keys.size}`;
    keys.set(id, key);
    nodes.push({ key, ...node });
  };
  const within = (box: string | undefined) => (box === undefined ? {} : { within: box });
  for (const one of topology.networks)
    if (one.role === "secondary") add(one.id, { kind: "network", caption: networkCaption(one), within: cluster });
  for (const one of [...topology.workloads, ...topology.services])
    add(one.id, { kind: one.kind, caption: nodeCaption(one, topology), ...within(boxOf.get(one.namespace)) });
  for (const one of topology.policies)
    add(one.id, { kind: "policy", caption: policyCaption(one), ...within(boxOf.get(one.namespace)) });
  const ends = arrows.flatMap(({ from, to }) => [from, to]);
  for (const one of [...topology.places, ...ends])
    add(one.id, {
      kind: one.kind,
      caption: nodeCaption(one, topology),
      ...(one.kind === "API" ? within(cluster) : {}),
    });
  // A box is laid out only around something.
  for (const [name, box] of boxOf)
    if (!nodes.some((node) => node.within === box))
      add(`nothing ${name}`, {
        kind: "nothing",
        caption: { kind: "", name: "no workloads yet", notes: [] },
        within: box,
      });
  const attached = [...topology.workloads, ...topology.places, ...ends.filter(({ kind }) => kind === "outside")];
  return { boxes, nodes, lines: linesOf(attached, arrows, keys) };
}

function linesOf(attached: readonly Node[], arrows: readonly Arrow[], keys: ReadonlyMap<string, string>): Line[] {
  const lines = new Map<string, Omit<Line, "key">>();
  const add = (line: Omit<Line, "key">): void => {
    lines.set(line.arrow ? `arrow ${lines.size}` : `${line.from} ${line.to}`, line);
  };
  for (const node of attached) {
    if (node.kind === "service") continue;
    for (const { network } of node.attachments) {
      const [from, to] = [keys.get(network), keys.get(node.id)];
      if (from !== undefined && to !== undefined) add({ from, to, ids: [], notes: [] });
    }
  }
  for (const arrow of arrows) {
    const [from, to] = [keys.get(arrow.from.id), keys.get(arrow.to.id)];
    if (from !== undefined && to !== undefined) add({ from, to, arrow, ...arrowCaption(arrow) });
  }
  return [...lines.values()].map((line, i) => ({ key: `line${i}`, ...line }));
}
