import type { MachineNeeds } from "../components/machine/needs.ts";
import type { KindSettings, Settings } from "../components/settings/settings.ts";
import { scenarioNetworks } from "./free-networks.ts";
import type { Scenario } from "./scenario.ts";

type Asked = Pick<Settings, "ipFamily" | "scale" | "emulation" | "internet" | "artifacts" | "cpuRequests">;

/** What a scenario on a kind cluster of those settings asks of the machine. */
export function machineNeeds(scenario: Scenario, settings: Asked, cluster: KindSettings): MachineNeeds {
  return {
    scenario: scenario.name,
    parts: scenario.parts,
    virtualMachines: scenario.virtualMachines,
    primaryNetworks: scenario.primaryNetworks ?? false,
    addedTenants: settings.scale,
    onMachine: scenario.requireMachine !== undefined,
    workers: cluster.workers,
    cpuRequests: settings.cpuRequests,
    nodeImage: cluster.nodeImage,
    ipFamily: settings.ipFamily,
    emulation: settings.emulation,
    podSubnets: cluster.podSubnets,
    serviceSubnets: cluster.serviceSubnets,
    networks: scenarioNetworks(scenario),
    // Such machines have images put into their nodes, or a mirror, which is not known.
    offline: !settings.internet || settings.artifacts !== undefined,
  };
}
