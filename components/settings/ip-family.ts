/** Families of addresses that a cluster and its networks have. */
export const ipFamilies = ["ipv4", "ipv6", "dual"] as const;
export type IpFamily = (typeof ipFamilies)[number];

/** The family of one address. */
export type AddressFamily = "ipv4" | "ipv6";

/** The families that addresses can be of; the first is the one that Kubernetes shows first. */
export function addressFamilies(family: IpFamily): readonly AddressFamily[] {
  return family === "dual" ? ["ipv4", "ipv6"] : [family];
}

/**
 * What belongs to a family, out of one value for each: `byFamily("dual", { ipv4: "103.103.0.0/16", ipv6: "fd03:103::/48" })`
 * gives both, IPv4 first.
 */
export function byFamily<T>(family: IpFamily, values: Readonly<Record<AddressFamily, T>>): T[] {
  return addressFamilies(family).map((one) => values[one]);
}
