import { overlap } from "../components/settings/cidr.ts";
import { reservedNetworks } from "../components/settings/reserved-networks.ts";
import { SettingsError } from "../components/settings/settings-error.ts";
import type { Settings } from "../components/settings/settings.ts";
import type { Scenario } from "./scenario.ts";

/** @throws SettingsError that names both if a network of the scenario overlaps one of the cluster's, or one that OVN-Kubernetes takes for itself */
export function requireFreeNetworks(
  scenario: Pick<Scenario, "name" | "networks">,
  { cluster }: Pick<Settings, "cluster">,
): void {
  const taken = {
    ...reservedNetworks,
    "lab:podSubnet": cluster.podSubnets,
    "lab:serviceSubnet": cluster.serviceSubnets,
  };
  const owners = Object.entries(taken).flatMap(([owner, ranges]) => ranges.map((range) => ({ owner, range })));
  const problems = Object.entries(scenario.networks).flatMap(([name, ranges]) =>
    ranges.flatMap((range) =>
      owners
        .filter((other) => overlap(range, other.range))
        .map(
          (other) => `network ${name} of scenario ${scenario.name}, ${range}, overlaps ${other.owner}, ${other.range}`,
        ),
    ),
  );
  if (problems.length > 0) throw new SettingsError([...problems, "Choose other ranges for the cluster."]);
}
