import ipaddr from "ipaddr.js";
import type { AddressFamily, IpFamily } from "./ip-family.ts";

/** An IPv4 or IPv6 network in CIDR form, as OVN-Kubernetes and kind take it, for example `10.244.0.0/16`. */
export type Cidr = string;

/**
 * What is wrong with a CIDR, or undefined if it can be used.
 * `10.244.0.1/16` is refused too: kubeadm and OVN-Kubernetes want the network's own address.
 */
export function cidrProblem(text: string): string | undefined {
  if (!ipaddr.isValidCIDR(text) || !asGoReadsIt.test(text))
    return "it is not a network in CIDR form, such as 10.244.0.0/16";
  const network = ipaddr.parse(text.split("/")[0] ?? "").kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = network.networkAddressFromCIDR(text).toString();
  const [address = "", length = ""] = text.split("/");
  if (ipaddr.parse(address).toString() !== first)
    return `it has host bits set; the network's own address is ${first}/${length}`;
  return undefined;
}

/** ipaddr.js also takes octal and hexadecimal numbers, zones and fewer than four parts; Go, and so who reads the setting, does not. */
const asGoReadsIt = /^(((0|[1-9]\d*)\.){3}(0|[1-9]\d*)|[\da-f:]*:[\da-f:.]*)\/(0|[1-9]\d*)$/i;

/** Whether two networks share an address. Networks of different families never do. */
export function overlap(left: Cidr, right: Cidr): boolean {
  const a = ipaddr.parseCIDR(left);
  const b = ipaddr.parseCIDR(right);
  if (a[0].kind() !== b[0].kind()) return false;
  const length = Math.min(a[1], b[1]);
  return a[0].match(b[0], length);
}

/** Length of the subnet that each node gets of the pod network: OVN-Kubernetes' own default. */
export function nodeSubnetLength(podSubnet: Cidr): number {
  return podSubnet.includes(":") ? 64 : 24;
}

/** How many nodes a pod network has a subnet for; OVN-Kubernetes refuses one that is no larger than a node's. */
export function nodesOf(podSubnet: Cidr): number {
  const bits = nodeSubnetLength(podSubnet) - Number(podSubnet.split("/")[1]);
  return bits > 0 ? 2 ** bits : 0;
}

/**
 * The subnet of a pod network that the nth node gets, from 0.
 * @example nodeSubnet("10.244.0.0/16", 2) // 10.244.2.0/24
 */
export function nodeSubnet(podSubnet: Cidr, index: number): Cidr {
  const length = nodeSubnetLength(podSubnet);
  const bytes = ipaddr.parse(podSubnet.split("/")[0] ?? "").toByteArray();
  // Both lengths end on the boundary of a byte; with a carry, for a network may begin anywhere.
  for (let i = length / 8 - 1, rest = index; rest > 0 && i >= 0; i--) {
    const sum = (bytes[i] ?? 0) + rest;
    bytes[i] = sum % 256;
    rest = Math.floor(sum / 256);
  }
  return `${ipaddr.fromByteArray(bytes).toString()}/${length}`;
}

/** The families of a cluster with those networks. */
export function clusterFamily(subnets: readonly Cidr[]): IpFamily {
  const families = new Set(subnets.map(cidrFamily));
  return families.size > 1 ? "dual" : families.has("ipv6") ? "ipv6" : "ipv4";
}

/** The family of a network that {@link cidrProblem} finds nothing wrong with. */
export function cidrFamily(cidr: Cidr): AddressFamily {
  return cidr.includes(":") ? "ipv6" : "ipv4";
}
