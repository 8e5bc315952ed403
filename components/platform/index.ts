import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { InstallationFiles } from "./installation-files.ts";
import { type Cluster, inCluster } from "../clusters/index.ts";
import { ovnKubernetesStages } from "../clusters/simulation/ovn-kubernetes.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import { multus } from "../versions.ts";
import { Multus } from "./multus.ts";
import { NetworkDefinitions } from "./network-definitions.ts";
import { OvnKubernetes } from "./ovn-kubernetes.ts";
import { Simulation } from "./simulation.ts";
import { WorkloadNetwork } from "./workload-network.ts";

export { installationFiles } from "./installation-files.ts";

/** What scenarios are built on. */
export interface Platform {
  /** NetworkAttachmentDefinitions and MultiNetworkPolicies wait for these. */
  readonly definitions: readonly pulumi.Resource[];
  /** NodeNetworkConfigurationPolicies wait for these. */
  readonly nodeNetworkPoliciesNeed: readonly pulumi.Resource[];
  /** VirtualMachines wait for these, beside what all workloads wait for. */
  readonly virtualMachinesNeed: readonly pulumi.Resource[];
  /** (Cluster)UserDefinedNetworks wait for these. */
  readonly userDefinedNetworksNeed: readonly pulumi.Resource[];
  /** Workloads wait for these. */
  readonly workloadsNeed: readonly pulumi.Resource[];
}

/** Installs OVN-Kubernetes and multus, side by side but for what really depends on something. Nothing, if the cluster has them. */
export function installPlatform(
  settings: Settings,
  cluster: Cluster,
  files: InstallationFiles,
  parts: readonly PlatformPart[],
): Platform {
  const options = inCluster(cluster);
  const { podSubnets, serviceSubnets } = settings.cluster;

  const definitions = new NetworkDefinitions("network-definitions", { manifests: files.definitions }, options);
  const ovnKubernetes = new OvnKubernetes(
    "ovn-kubernetes",
    {
      chart: join(files.ovnKubernetes, "helm", "ovn-kubernetes"),
      version: settings.versions.ovnKubernetes,
      apiServer: cluster.apiServer,
      podSubnets,
      serviceSubnets,
      timeout: settings.readinessTimeout,
    },
    { ...options, dependsOn: definitions },
  );
  const multusPart = new Multus(
    "multus",
    {
      manifests: files.multus,
      imageTag: multus[settings.versions.multus].imageTag,
      timeout: settings.readinessTimeout,
    },
    { ...options, dependsOn: ovnKubernetes },
  );
  // Nothing runs on simulated nodes, so there is no DNS to wait for.
  const network = cluster.carriesPackets
    ? [
        new WorkloadNetwork(
          "workload-network",
          { cluster, timeout: settings.readinessTimeout },
          { ...options, dependsOn: ovnKubernetes },
        ),
      ]
    : [ovnKubernetes];
  const controllers =
    cluster.kind === "simulated"
      ? [new Simulation("simulation", { stages: ovnKubernetesStages }, { ...options, dependsOn: ovnKubernetes })]
      : [];
  return {
    definitions: [definitions],
    nodeNetworkPoliciesNeed: [],
    virtualMachinesNeed: [],
    userDefinedNetworksNeed: [ovnKubernetes, ...controllers],
    workloadsNeed: [multusPart, ...network],
  };
}
