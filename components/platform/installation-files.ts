import { join } from "node:path";
import { DamagedArtifactError, type KubernetesManifest, readManifest, resolveArtifact } from "../artifacts/index.ts";
import { runMode } from "../run-mode.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import * as versions from "../versions.ts";
import { withoutCpuRequests } from "./cpu-requests.ts";
import { partsToInstall } from "./parts-to-install.ts";

/** The upstream files that the platform is installed from, verified, with the CPU requests that the settings ask for. Those of parts that are not installed are empty. */
export interface InstallationFiles {
  /** Folder of the OVN-Kubernetes artifact set. */
  readonly ovnKubernetes: string;
  /** Manifests that hold the CustomResourceDefinitions of secondary networks. */
  readonly definitions: readonly KubernetesManifest[];
  readonly multus: readonly KubernetesManifest[];
  readonly networkPolicyApi: readonly KubernetesManifest[];
  readonly nmstate: readonly KubernetesManifest[];
  /** The CustomResourceDefinitions that nmstate's operator installs. Only simulated clusters need them from here. */
  readonly nmstatePolicies: readonly KubernetesManifest[];
  readonly kubevirt: readonly KubernetesManifest[];
  readonly certManager: readonly KubernetesManifest[];
  readonly ipamExtensions: readonly KubernetesManifest[];
}

const nmstateFiles = [
  "crds/nmstate.io_nmstates.yaml",
  ...["namespace", "service_account", "role", "role_binding", "operator"].map((name) => `rendered/${name}.yaml`),
];
const nmstatePolicyFiles = ["policies", "enactments"]
  .map((kind) => `crds/nmstate.io_nodenetworkconfiguration${kind}.yaml`)
  .concat("crds/nmstate.io_nodenetworkstates.yaml");

/**
 * Finds the files of what is to be installed: in `lab:artifacts` or the cache, or fetches them. A plan never fetches: the objects of
 * files that are not there are left out of it, and it says so on standard error.
 */
export async function installationFiles(
  settings: Settings,
  parts: readonly PlatformPart[],
): Promise<InstallationFiles> {
  const { versions: chosen, platform } = settings;
  const needed = partsToInstall(parts, platform.present);
  const leftOut: string[] = [];
  const folderOf = (set: string): Promise<string> =>
    resolveArtifact(set, { folder: settings.artifacts, offline: runMode.isPlan });
  const read = async (isNeeded: boolean, set: string, files: readonly string[]): Promise<KubernetesManifest[]> => {
    if (!isNeeded) return [];
    try {
      const folder = await folderOf(set);
      const manifests = files.flatMap((file) => readManifest(join(folder, file)));
      return settings.cpuRequests === "none" ? manifests.map(withoutCpuRequests) : manifests;
    } catch (error) {
      // A file that is wrong is no file that is still to come.
      if (!runMode.isPlan || error instanceof DamagedArtifactError) throw error;
      if (!leftOut.includes(set)) leftOut.push(set);
      return [];
    }
  };
  const chart = versions.ovnKubernetes[chosen.ovnKubernetes].artifact;
  const policies = ["adminnetworkpolicies", "baselineadminnetworkpolicies"];
  const nmstate = versions.nmstate[chosen.nmstate].artifact;
  const withNetworks = needed.includes("ovn-kubernetes");
  // The definition of NetworkAttachmentDefinition is in multus' manifest, and on the cluster where multus is.
  const withMultus = needed.includes("multus") || (withNetworks && !platform.present.includes("multus"));

  const [ovnKubernetes, multus, ...others] = await Promise.all([
    // A plan does not look into the chart.
    !withNetworks || runMode.isPlan ? chart : folderOf(chart),
    read(withMultus, versions.multus[chosen.multus].artifact, ["multus-daemonset.yml"]),
    read(withNetworks, versions.multiNetworkPolicy.artifact, ["scheme.yml"]),
    read(withNetworks, versions.ipamClaims[chosen.ipamClaims].artifact, ["k8s.cni.cncf.io_ipamclaims.yaml"]),
    read(
      needed.includes("network-policy-api"),
      versions.networkPolicyApi.artifact,
      policies.map((plural) => `policy.networking.k8s.io_${plural}.yaml`),
    ),
    read(needed.includes("nmstate"), nmstate, nmstateFiles),
    read(needed.includes("nmstate") && settings.cluster.kind === "simulated", nmstate, nmstatePolicyFiles),
    read(needed.includes("kubevirt"), versions.kubevirt[chosen.kubevirt].artifact, ["kubevirt-operator.yaml"]),
    read(needed.includes("cert-manager"), versions.certManager[chosen.certManager].artifact, ["cert-manager.yaml"]),
    read(needed.includes("ipam-extensions"), versions.ipamExtensions[chosen.ipamExtensions].artifact, ["install.yaml"]),
  ]);
  const [multiNetworkPolicy, ipamClaims, networkPolicyApi, nmstateObjects, nmstatePolicies, ...virtualMachines] =
    others;
  const [kubevirt, certManager, ipamExtensions] = virtualMachines;
  if (leftOut.length > 0)
    process.stderr.write(
      `The objects of ${leftOut.join(", ")} are not listed: their files are not there, and a plan fetches nothing. ` +
        "lab:artifacts names a folder with them; the first preview fetches them.\n\n",
    );
  return {
    ovnKubernetes,
    definitions: withNetworks ? [...multus, ...multiNetworkPolicy, ...ipamClaims] : [],
    multus,
    networkPolicyApi,
    nmstate: nmstateObjects,
    nmstatePolicies,
    kubevirt,
    certManager,
    ipamExtensions,
  };
}
