import ipaddr from "ipaddr.js";
import type { AddressFamily } from "../settings/ip-family.ts";
import { chooseAddress, familyOf, wanted } from "./address-family.ts";

/**
 * The address of this machine that is in the same network as one of the nodes.
 * @param own this machine's addresses with their prefix lengths
 * @param workers addresses of each worker
 */
export function addressBesideNodes(
  own: readonly string[],
  workers: readonly (readonly string[])[],
  family: AddressFamily | undefined,
): { address: string } | { problem: string } {
  const nodes = workers.flatMap((addresses) => chooseAddress(addresses, family) ?? []);
  for (const node of nodes) {
    const beside = own.filter((cidr) => contains(cidr, node));
    const address = chooseAddress(beside, family);
    if (address) return { address };
  }
  if (nodes.length === 0) return { problem: `no worker has an ${wanted(family)} of type InternalIP` };
  return {
    problem: `this machine has no address in the network of a worker (${nodes.join(", ")}); it has ${own.join(", ") || "none"}`,
  };
}

/** Whether a network, given with any address in it, holds an address. */
export function contains(cidr: string, address: string): boolean {
  if (!ipaddr.isValidCIDR(cidr) || familyOf(address) === undefined) return false;
  const [network, length] = ipaddr.parseCIDR(cidr);
  const one = ipaddr.parse(address);
  return one.kind() === network.kind() && one.match(network, length);
}
