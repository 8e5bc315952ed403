import { join } from "node:path";
import { DamagedArtifactError, type KubernetesManifest, readManifest, resolveArtifact } from "../artifacts/index.ts";
import { runMode } from "../run-mode.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import { ipamClaims, multiNetworkPolicy, multus, ovnKubernetes } from "../versions.ts";

/** The upstream files that the platform is installed from, verified. */
export interface InstallationFiles {
  /** Folder of the OVN-Kubernetes artifact set. */
  readonly ovnKubernetes: string;
  readonly multus: readonly KubernetesManifest[];
  /** Manifests that hold the CustomResourceDefinitions of secondary networks. */
  readonly definitions: readonly KubernetesManifest[];
}

/**
 * Finds the files of what is to be installed, undefined if that is nothing: in `lab:artifacts` or the cache, or fetches
 * them. A plan never fetches: the objects of files that are not there are left out of it, and it says so on standard error.
 */
export async function installationFiles(
  settings: Settings,
  parts: readonly PlatformPart[],
): Promise<InstallationFiles> {
  const leftOut: string[] = [];
  const folderOf = (set: string): Promise<string> =>
    resolveArtifact(set, {
      ...(settings.artifacts === undefined ? {} : { folder: settings.artifacts }),
      offline: runMode.isPlan,
    });
  const manifests = async (set: string, file: string): Promise<KubernetesManifest[]> => {
    try {
      return readManifest(join(await folderOf(set), file));
    } catch (error) {
      // A file that is wrong is no file that is still to come.
      if (!runMode.isPlan || error instanceof DamagedArtifactError) throw error;
      leftOut.push(set);
      return [];
    }
  };
  const chart = ovnKubernetes[settings.versions.ovnKubernetes].artifact;

  const [chartFolder, multusManifests, ...others] = await Promise.all([
    // A plan does not look into the chart.
    runMode.isPlan ? chart : folderOf(chart),
    manifests(multus[settings.versions.multus].artifact, "multus-daemonset.yml"),
    manifests(multiNetworkPolicy.artifact, "scheme.yml"),
    manifests(ipamClaims[settings.versions.ipamClaims].artifact, "k8s.cni.cncf.io_ipamclaims.yaml"),
  ]);
  if (leftOut.length > 0)
    process.stderr.write(
      `The objects of ${leftOut.join(", ")} are not listed: their files are not there, and a plan fetches nothing. ` +
        "lab:artifacts names a folder with them; the first preview fetches them.\n\n",
    );
  return { ovnKubernetes: chartFolder, multus: multusManifests, definitions: [...multusManifests, ...others.flat()] };
}
