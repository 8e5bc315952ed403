import type * as pulumi from "@pulumi/pulumi";
import { clusterNodes } from "../clusters/nodes.ts";
import { nmstateStages } from "../clusters/simulation/nmstate.ts";
import type { Installation } from "./installation.ts";
import { NetworkManager } from "./network-manager.ts";
import { Nmstate } from "./nmstate.ts";
import { simulatedStages, Simulation } from "./simulation.ts";

/**
 * Installs nmstate.
 * @param podNetwork what the operator's pods wait for
 * @param behind what the operator's objects are made with
 * @returns what NodeNetworkConfigurationPolicies wait for
 */
export function installNodeNetworks(
  installation: Installation,
  podNetwork: readonly pulumi.Resource[],
  behind: pulumi.ComponentResourceOptions,
): pulumi.Resource[] {
  const { settings, cluster, files, installs, options, common, webhookPatience } = installation;
  if (!installs("nmstate")) return [];
  const nmstate = new Nmstate(
    "nmstate",
    {
      manifests: files.nmstate,
      version: settings.versions.nmstate,
      patience: webhookPatience,
      nodesReady: networkManager(installation),
      podsNeed: podNetwork,
      ...common,
    },
    behind,
  );
  if (cluster.kind !== "simulated") return [nmstate];
  const simulation = new Simulation(
    "nmstate-simulation",
    {
      definitions: files.nmstatePolicies,
      stages: simulatedStages(nmstateStages, settings.cluster),
      timeout: common.timeout,
    },
    { ...options, dependsOn: nmstate },
  );
  return [nmstate, simulation];
}

/** nmstate works through NetworkManager, which nodes of kind do not come with. */
function networkManager({ settings, cluster, options }: Installation): pulumi.Resource[] {
  if (settings.cluster.kind !== "kind") return [];
  const { name, workers, containerEngine } = settings.cluster;
  const nodes = clusterNodes(name, workers);
  const args = { cluster, nodes, containerEngine, timeout: settings.readinessTimeout };
  return [
    new NetworkManager("network-manager", args, {
      ...options,
      ...(cluster.lifecycle ? { dependsOn: cluster.lifecycle } : {}),
    }),
  ];
}
