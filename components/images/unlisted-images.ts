import { CoreV1Api } from "@kubernetes/client-node";
import { fullImageName } from "../artifacts/index.ts";
import { type ApiAccess, loadKubeConfig } from "../kubernetes-api/client.ts";
import { plainly } from "../kubernetes-api/problem.ts";
import { readImageList } from "./image-list.ts";

interface Container {
  readonly image?: string;
}

/** What counts here of a pod. */
export interface PodWithImages {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly initContainers?: readonly Container[];
    readonly containers: readonly Container[];
    readonly ephemeralContainers?: readonly Container[];
  };
}

/** Comes with kind's node image: what its control plane's pods run is said by their mirrors, the rest is known by name. */
const ofNodeImage = /^(registry\.k8s\.io\/(coredns\/|pause:)|docker\.io\/kindest\/)/;

/**
 * Images that pods run and that a list lacks, in alphabetical order.
 * @param listed as pods name them
 */
export function unlistedImages(listed: readonly string[], pods: readonly PodWithImages[]): string[] {
  const names = new Set(listed.map(fullImageName));
  const repositories = new Set([...names].map(repositoryOf));
  const used = pods
    .filter(({ metadata }) => metadata?.annotations?.["kubernetes.io/config.mirror"] === undefined)
    .flatMap(({ spec }) => [
      ...(spec?.initContainers ?? []),
      ...(spec?.containers ?? []),
      ...(spec?.ephemeralContainers ?? []),
    ])
    .flatMap(({ image }) => (image === undefined ? [] : fullImageName(image)));
  const isListed = (image: string): boolean =>
    // After a migration, a guest's pod has the disk's image by its digest.
    names.has(image) || (image.includes("@") && repositories.has(repositoryOf(image)));
  return [...new Set(used)].filter((image) => !ofNodeImage.test(image) && !isListed(image)).toSorted();
}

function repositoryOf(image: string): string {
  return (image.split("@")[0] ?? "").replace(/:[^/:]*$/, "");
}

/**
 * Whether the pods of a cluster run images that its nodes were not filled with, in a line; nothing if not, if nothing was noted of them, or if the API
 * does not tell.
 */
export async function describeUnlisted(directory: string, access: ApiAccess): Promise<string[]> {
  const listed = readImageList(directory);
  if (listed === undefined || listed.length === 0) return [];
  try {
    const { items } = await plainly(loadKubeConfig(access).makeApiClient(CoreV1Api).listPodForAllNamespaces());
    const unlisted = unlistedImages(listed, items);
    return unlisted.length === 0
      ? []
      : [`Pods run images that were not among those to be pulled ahead: ${unlisted.join(", ")}`];
  } catch {
    return [];
  }
}
