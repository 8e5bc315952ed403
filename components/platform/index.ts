import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import { installNetworks } from "./install-networks.ts";
import { installNodeNetworks } from "./install-node-networks.ts";
import { installVirtualMachines } from "./install-virtual-machines.ts";
import type { InstallationFiles } from "./installation-files.ts";
import { installationOn } from "./installation.ts";

export { requireDigestsInUse } from "./images-in-use.ts";
export { platformImages } from "./platform-images.ts";
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

/**
 * Installs what a scenario needs and the cluster does not have, each part as soon as what it really depends on is there. On a simulated
 * cluster, where no operator runs, data stands in the place of what operators would install and set.
 */
export function installPlatform(
  settings: Settings,
  cluster: Cluster,
  files: InstallationFiles,
  parts: readonly PlatformPart[],
): Platform {
  const installation = installationOn(settings, cluster, files, parts);
  const { definitions, controllers, podNetwork, multus, networkPolicyApi, behind } = installNetworks(installation);
  return {
    definitions,
    userDefinedNetworksNeed: controllers,
    workloadsNeed: [...multus, ...podNetwork, ...networkPolicyApi],
    nodeNetworkPoliciesNeed: installNodeNetworks(installation, podNetwork, behind),
    virtualMachinesNeed: installVirtualMachines(installation, podNetwork, behind),
  };
}
