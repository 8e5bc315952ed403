import { isIP } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";

/**
 * The address to use, out of those that something has.
 * @param addresses in the order of who reports them, with or without prefix length; what is no address is passed over
 * @param family undefined: the first will do
 */
export function chooseAddress(addresses: readonly string[], family: AddressFamily | undefined): string | undefined {
  return addresses
    .map((address) => address.split("/")[0] ?? "")
    .find((address) => isUsable(address) && (family === undefined || familyOf(address) === family));
}

/** The family of an address; undefined for a name. */
export function familyOf(address: string): AddressFamily | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 6 ? "ipv6" : "ipv4";
}

/** The family as Node's sockets and curl, ping and the like take it. */
export function familyNumber(family: AddressFamily): 4 | 6 {
  return family === "ipv6" ? 6 : 4;
}

/** How a problem names what is missing: `address`, or `ipv6 address`. */
export function wanted(family: AddressFamily | undefined): string {
  return family === undefined ? "address" : `${family} address`;
}

/** A link-local address of IPv6 says nothing without the interface it is on. */
function isUsable(address: string): boolean {
  return isIP(address) !== 0 && !/^fe[89ab]/i.test(address);
}
