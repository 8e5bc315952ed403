import { type Cidr, overlap } from "./cidr.ts";

/** Networks by whose they are, in words: `{ "lab:podSubnet": ["10.244.0.0/16"] }`. */
export type OwnedNetworks = Readonly<Record<string, readonly Cidr[]>>;

/** A line for each network of `wanted` that overlaps one of `taken`. It names both. */
export function networkClashes(wanted: OwnedNetworks, taken: OwnedNetworks): string[] {
  const others = rangesOf(taken);
  return rangesOf(wanted).flatMap(({ owner, range }) =>
    others
      .filter((other) => overlap(range, other.range))
      .map((other) => `${owner}, ${range}, overlaps ${other.owner}, ${other.range}`),
  );
}

/** What to do where the cluster's own networks are in the way. */
export const otherRanges = "Choose other ranges for the cluster: -c podSubnet=<range> or -c serviceSubnet=<range>";

function rangesOf(networks: OwnedNetworks): { owner: string; range: Cidr }[] {
  return Object.entries(networks).flatMap(([owner, ranges]) => ranges.map((range) => ({ owner, range })));
}
