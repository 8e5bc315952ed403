import { join } from "node:path";
import { type KubernetesManifest, readManifest, resolveArtifact } from "../artifacts/index.ts";
import { runMode } from "../run-mode.ts";
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

const manifestFiles = {
  [multus.artifact]: "multus-daemonset.yml",
  [multiNetworkPolicy.artifact]: "scheme.yml",
  [ipamClaims.artifact]: "k8s.cni.cncf.io_ipamclaims.yaml",
} as const;

/**
 * Finds the files of what is to be installed, undefined if that is nothing: in `lab:artifacts` or the cache, or fetches them. A plan never fetches: the objects of files that are
 * not there are left out of it, and it says so on standard error.
 */
export async function installationFiles(settings: Settings): Promise<InstallationFiles | undefined> {
  if (settings.platform.mode === "present") return undefined;
  const folderOf = (set: string): Promise<string> =>
    resolveArtifact(set, {
      ...(settings.artifacts === undefined ? {} : { folder: settings.artifacts }),
      offline: runMode.isPlan,
    });
  const manifests = async (set: keyof typeof manifestFiles): Promise<KubernetesManifest[]> =>
    orInPlan(async () => readManifest(join(await folderOf(set), manifestFiles[set])), set, []);
  const chart = ovnKubernetes[settings.platform.ovnKubernetes].artifact;

  const [chartFolder, multusManifests, ...others] = await Promise.all([
    orInPlan(() => folderOf(chart), chart, chart),
    manifests(multus.artifact),
    manifests(multiNetworkPolicy.artifact),
    manifests(ipamClaims.artifact),
  ]);
  return { ovnKubernetes: chartFolder, multus: multusManifests, definitions: [...multusManifests, ...others.flat()] };
}

async function orInPlan<T>(get: () => Promise<T>, set: string, otherwise: T): Promise<T> {
  if (!runMode.isPlan) return get();
  return get().catch((error: unknown) => {
    process.stderr.write(
      `plan: the objects of ${set} are not listed: ${(error as Error).message.split("\n")[0] ?? ""}\n`,
    );
    return otherwise;
  });
}
