import ipaddr from "ipaddr.js";
import { familyOf } from "./address-family.ts";

/** Whether anybody on the internet may have this address. A name is no address: nothing is said of it. */
export function isPublic(address: string): boolean {
  return rangeOf(address) === "unicast";
}

/** Whether an address of either family holds on one link alone: 169.254.0.0/16, fe80::/10. */
export function isLinkLocal(address: string): boolean {
  return rangeOf(address) === "linkLocal";
}

/** Whether both are one address, however it is written. */
export function isSameAddress(one: string, other: string): boolean {
  if (familyOf(one) === undefined || familyOf(other) === undefined) return false;
  return ipaddr.process(one).toString() === ipaddr.process(other).toString();
}

/** ipaddr.js calls `unicast` what no registry has set aside: not private, not unique local, not a provider's NAT. */
function rangeOf(address: string): string | undefined {
  return familyOf(address) !== undefined ? ipaddr.process(address).range() : undefined;
}
