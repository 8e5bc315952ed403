import { changeSetting } from "../settings/settings-error.ts";
import { overlap } from "../settings/cidr.ts";
import type { Link } from "./links.ts";
import type { Listener } from "./listeners.ts";
import type { WantedVlan } from "./vlan-ownership.ts";

/**
 * What on this machine is in the way of a VLAN, a line each: what has it, and the setting to change.
 * @param others interfaces but the stack's own
 * @param bridge undefined as long as there is none
 */
export function vlanConflicts(wanted: WantedVlan, others: readonly Link[], bridge: string | undefined): string[] {
  const said = (link: Link): string => (link.alias === undefined ? link.name : `${link.name} (${link.alias})`);
  return others.flatMap((link) => {
    if (link.name === wanted.interface)
      return [
        `an interface ${said(link)} exists and this stack did not make it, so it is left alone. ` +
          `Set lab:clusterName or lab:vlanId, or remove it yourself (sudo ip link delete ${link.name})`,
      ];
    return [
      ...(bridge !== undefined && link.parent === bridge && link.vlanId === wanted.vlanId
        ? [`VLAN ${wanted.vlanId} of bridge ${bridge} is ${said(link)} already: set another lab:vlanId`]
        : []),
      ...link.addresses
        .filter((address) => overlap(address, wanted.address))
        .map(
          (address) =>
            `${wanted.address} is on the same network as ${address} of interface ${said(link)}: set another lab:localnetSubnet`,
        ),
    ];
  });
}

/** All that is in the way of a stack's side of this machine, and how settings are changed if one of those helps. */
export function hostRefusal(problems: readonly string[], stack: string): string[] {
  return [
    "scenario localnet cannot have its side of this machine:",
    ...problems,
    ...(problems.some((problem) => /\blab:/.test(problem)) ? [changeSetting(stack)] : []),
  ];
}

/** Who listens already where the database is to, a line each. @param addresses those that it would listen on */
export function portConflicts(port: number, addresses: readonly string[], listeners: readonly Listener[]): string[] {
  return listeners
    .filter((listener) => listener.port === port && ["*", "0.0.0.0", ...addresses].includes(listener.address))
    .map(
      ({ address, who }) =>
        `port ${port} of this machine is taken by ${who || "a process that only root may see"} (${address}:${port}): set another lab:databasePort`,
    );
}
