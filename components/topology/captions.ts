import { type Arrow, arrowNotes, markedId } from "./arrows.ts";
import { bare, type Network, type Node, type Policy, type Topology } from "./topology.ts";

/** The text of a thing in a picture: what it is, its name, and what else there is to say, a line each. */
export interface Caption {
  readonly kind: string;
  readonly name: string;
  readonly notes: readonly string[];
}

export function nodeCaption(node: Node, { networks }: Topology): Caption {
  switch (node.kind) {
    case "service":
      return { kind: "service", name: node.name, notes: [`${node.type} ${node.ports.join(", ")}`] };
    case "pod":
    case "virtual machine":
      return { kind: node.kind, name: node.name, notes: node.attachments.flatMap(({ address }) => address ?? []) };
    default: {
      const addresses = node.attachments.flatMap(({ address, network }) =>
        // An outsider is called by its address.
        address === undefined || node.kind === "outside"
          ? []
          : [`${bare(address)} on ${networks.find(({ id }) => id === network)?.name ?? network}`],
      );
      const kind = {
        "this machine": "",
        API: "",
        database: "database",
        internet: "internet",
        outside: "outside",
        unknown: "unknown",
      };
      return {
        kind: kind[node.kind],
        name: node.name,
        notes: [...(node.note === undefined ? [] : [node.note]), ...addresses],
      };
    }
  }
}

export function networkCaption({ name, role, topology, ranges, vlanId }: Network): Caption {
  const kind = { default: "network", primary: "primary network", secondary: "secondary network" }[role];
  const what = [
    ...(topology === undefined ? [] : [topology]),
    ...(vlanId === undefined ? [] : [`VLAN ${vlanId}`]),
    ...(ranges.length === 0 && role !== "default" ? ["no range"] : ranges),
  ];
  return { kind, name, notes: what.length === 0 ? [] : [what.join(", ")] };
}

export function policyCaption({ kind, name }: Policy): Caption {
  return { kind, name, notes: [] };
}

/** Ids of an arrow's checks, a few on a line, and what else it says. */
export function arrowCaption(arrow: Arrow): { readonly ids: readonly string[]; readonly notes: readonly string[] } {
  const ids = arrow.checks.map(markedId);
  return { ids: inLines(ids, 18), notes: arrowNotes(arrow) };
}

/** Words with spaces between them, in lines of about so many characters. */
function inLines(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
