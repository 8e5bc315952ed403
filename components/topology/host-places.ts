import type { HostRequest } from "../host/lifecycle/request.ts";
import { type Attachment, bare, ids, type Network, type Place } from "./topology.ts";

export const thisMachineName = "this machine";

/** The machine that runs the program, on whatever network it is. */
export function thisMachine(attachments: readonly Attachment[] = []): Place {
  return {
    id: ids.place("this machine", thisMachineName),
    kind: "this machine",
    name: thisMachineName,
    attachments,
  };
}

/** What a stack makes on this machine: an interface in a VLAN, and a database that listens there too. */
export function readPlaces(requests: readonly HostRequest[], networks: readonly Network[]): Place[] {
  const onVlans = requests.flatMap((one): Attachment[] => {
    const network = one.kind === "vlan" ? networks.find(({ vlanId }) => vlanId === one.vlanId) : undefined;
    return one.kind === "vlan" && network ? [{ network: network.id, address: one.address }] : [];
  });
  const databases = requests.flatMap((one): Place[] => {
    if (one.kind !== "database") return [];
    return [
      {
        id: ids.place("database", databaseKey(one.port)),
        kind: "database",
        name: one.container,
        note: `PostgreSQL on port ${one.port}`,
        attachments: onVlans.filter(({ address = "" }) => bare(address) === one.address),
      },
    ];
  });
  return onVlans.length + databases.length > 0 ? [thisMachine(onVlans), ...databases] : [];
}

/** A machine has one program on a port. */
export function databaseKey(port: number): string {
  return `:${port}`;
}
