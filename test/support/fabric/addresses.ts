import ipaddr from "ipaddr.js";
import type { FabricNetwork } from "./networks.ts";

/** A place on a network: the segment that it is on, its address and its gateway. */
export interface Place {
  /** Names the segment within its network. */
  readonly segment: string;
  /** With the prefix length of the segment. */
  readonly address: string;
  readonly gateway: string | undefined;
}

/** Gives addresses as OVN-Kubernetes does: `.1` of a segment is its gateway, `.2` of a node's is the node's own, pods come after them. */
export class Addresses {
  readonly #given = new Map<string, number>();
  readonly #nodes: readonly string[];

  /** @param nodes in the order in which their ranges follow each other */
  constructor(nodes: readonly string[]) {
    this.#nodes = nodes;
  }

  /** The next address on a network for something on a node. @throws Error if the network gives none */
  next(network: FabricNetwork, node: string): Place {
    const segment = segmentOf(network, node);
    const { base, prefix } = this.#range(network, node);
    const key = `${network.key} ${segment}`;
    const number = this.#given.get(key) ?? 3;
    this.#given.set(key, number + 1);
    return { segment, address: `${plus(base, number)}/${prefix}`, gateway: plus(base, 1) };
  }

  /** The gateway of a node's segment with its prefix length; undefined for a network that gives no addresses. */
  gateway(network: FabricNetwork, node: string): string | undefined {
    if (network.cidr === undefined || network.role === "secondary") return undefined;
    const { base, prefix } = this.#range(network, node);
    return `${plus(base, 1)}/${prefix}`;
  }

  #range(network: FabricNetwork, node: string): { base: number; prefix: number } {
    if (network.cidr === undefined) throw new Error(`network ${network.key} gives no addresses`);
    const [address, length] = ipaddr.IPv4.parseCIDR(network.cidr);
    const base = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
    if (!network.routed) return { base, prefix: length };
    const prefix = network.hostPrefix ?? 24;
    return { base: base + this.#nodes.indexOf(node) * 2 ** (32 - prefix), prefix };
  }
}

/** The segment of a network on a node. */
export function segmentOf({ routed, vlan }: FabricNetwork, node: string): string {
  if (vlan !== undefined) return `vlan${vlan}`;
  return routed ? node : "all";
}

/** OVN-Kubernetes' MAC for an IPv4 address: `0a:58` and its bytes. */
export function macOf(address: string): string {
  const bytes = ipaddr.IPv4.parse(address.split("/")[0] ?? "").toByteArray();
  return ["0a", "58", ...bytes.map((byte) => byte.toString(16).padStart(2, "0"))].join(":");
}

function plus(base: number, number: number): string {
  const value = base + number;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
