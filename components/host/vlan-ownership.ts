import type { HostRecord } from "./host-record.ts";
import type { Link } from "./links.ts";

/** What is set as the interface's alias: the proof of who made it, and a hint for those who wonder (`ip link`). */
export function vlanAlias(stack: string, making: string): string {
  return `ovn-kubernetes-labs stack ${stack} ${making}`;
}

/**
 * Whether an interface is one that the stack made: it carries the alias of a making that the stack's record or Pulumi's state
 * tells of. Between `ip link add` and the alias an interrupted run leaves one without: the record was written when there was
 * no interface of that name.
 */
export function ownsVlan(
  link: Link,
  { stack, making }: { stack: string; making: string },
  record: HostRecord | undefined,
): boolean {
  if (link.kind !== "vlan") return false;
  if (link.alias !== undefined)
    return [making, record?.making].some((one) => one !== undefined && link.alias === vlanAlias(stack, one));
  return record?.phase === "creating" && record.name === link.name;
}

/** The wanted interface, as the process that makes it and the look at what stands compare it. */
export interface WantedVlan {
  readonly interface: string;
  readonly vlanId: number;
  /** With its prefix length. */
  readonly address: string;
}

export function isAsWanted(link: Link, wanted: WantedVlan): boolean {
  return (
    link.name === wanted.interface &&
    link.vlanId === wanted.vlanId &&
    link.up &&
    link.addresses.includes(wanted.address)
  );
}
