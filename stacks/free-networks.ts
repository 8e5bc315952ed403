import { networkClashes, otherRanges, type OwnedNetworks } from "../components/settings/network-clashes.ts";
import { reservedNetworks } from "../components/settings/reserved-networks.ts";
import { SettingsError } from "../components/settings/settings-error.ts";
import type { Settings } from "../components/settings/settings.ts";
import type { Scenario } from "./scenario.ts";

type Networked = Pick<Scenario, "name" | "networks">;

/** @throws SettingsError that names both if a network of the scenario overlaps one of the cluster's, or one that OVN-Kubernetes takes for itself */
export function requireFreeNetworks(scenario: Networked, { cluster }: Pick<Settings, "cluster">): void {
  const problems = networkClashes(scenarioNetworks(scenario), {
    ...reservedNetworks,
    "lab:podSubnet": cluster.podSubnets,
    "lab:serviceSubnet": cluster.serviceSubnets,
  });
  if (problems.length > 0) throw new SettingsError([...problems, otherRanges]);
}

/** The scenario's networks by what messages call them. */
export function scenarioNetworks({ name, networks }: Networked): OwnedNetworks {
  return Object.fromEntries(
    Object.entries(networks).map(([network, ranges]) => [`network ${network} of scenario ${name}`, ranges]),
  );
}
