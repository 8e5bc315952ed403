import type * as pulumi from "@pulumi/pulumi";
import { nmstateStages } from "../clusters/simulation/nmstate.ts";
import type { Installation } from "./installation.ts";
import { Nmstate } from "./nmstate.ts";
import { Simulation } from "./simulation.ts";

/**
 * Installs nmstate.
 * @param podNetwork what the operator's pods wait for
 * @param nodesReady what gives the workers their NetworkManager, where nodes do not come with one
 * @returns what NodeNetworkConfigurationPolicies wait for
 */
export function installNodeNetworks(
  { settings, cluster, files, installs, options, common, webhookPatience }: Installation,
  podNetwork: readonly pulumi.Resource[],
  nodesReady: readonly pulumi.Resource[],
): pulumi.Resource[] {
  if (!installs("nmstate")) return [];
  const nmstate = new Nmstate(
    "nmstate",
    {
      manifests: files.nmstate,
      version: settings.versions.nmstate,
      patience: webhookPatience,
      nodesReady,
      ...common,
    },
    { ...options, dependsOn: [...podNetwork] },
  );
  if (cluster.kind !== "simulated") return [nmstate];
  const simulation = new Simulation(
    "nmstate-simulation",
    { definitions: files.nmstatePolicies, stages: nmstateStages, timeout: common.timeout },
    { ...options, dependsOn: nmstate },
  );
  return [nmstate, simulation];
}
