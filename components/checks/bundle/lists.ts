import type { GetError } from "../../kubernetes-api/get-text.ts";
import { waitFor } from "../../wait.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { Collection } from "./collection.ts";
import { listName } from "./facts.ts";
import type { Job } from "./jobs.ts";

const kubevirt = "/apis/kubevirt.io/v1";
const policies = "/apis/policy.networking.k8s.io/v1alpha1";

/** Kinds of objects with a namespace, by the path of their group and their plural. */
const namespacedKinds: readonly (readonly [group: string, plural: string])[] = [
  ["/api/v1", "pods"],
  ["/api/v1", "services"],
  ["/apis/discovery.k8s.io/v1", "endpointslices"],
  ["/apis/networking.k8s.io/v1", "networkpolicies"],
  ["/apis/k8s.ovn.org/v1", "userdefinednetworks"],
  ["/apis/k8s.cni.cncf.io/v1", "network-attachment-definitions"],
  ["/apis/k8s.cni.cncf.io/v1beta1", "multi-networkpolicies"],
  ["/apis/k8s.cni.cncf.io/v1alpha1", "ipamclaims"],
  [kubevirt, "virtualmachines"],
  [kubevirt, "virtualmachineinstances"],
  [kubevirt, "virtualmachineinstancemigrations"],
];

const clusterKinds: readonly (readonly [group: string, plural: string])[] = [
  ["/api/v1", "nodes"],
  ["/apis/k8s.ovn.org/v1", "clusteruserdefinednetworks"],
  [policies, "adminnetworkpolicies"],
  [policies, "baselineadminnetworkpolicies"],
  ["/apis/nmstate.io/v1", "nodenetworkconfigurationpolicies"],
  ["/apis/nmstate.io/v1beta1", "nodenetworkconfigurationenactments"],
];

/** Bytes of one list. */
const longestList = 8 * 1024 * 1024;

/** Lists of objects as the API has them, by {@link listName}. One that could not be had is not there. */
export type Lists = Map<string, readonly unknown[]>;

/** The jobs that collect all objects that could matter in some namespaces, and those of the cluster. */
export function objectJobs(
  namespaces: readonly string[],
  reader: ClusterReader,
  lists: Lists,
  collection: Collection,
): Job[] {
  const job = (group: string, plural: string, namespace?: string): Job =>
    listJob(
      { path: `${group}${namespace ? `/namespaces/${namespace}` : ""}/${plural}`, plural, namespace },
      reader,
      lists,
      collection,
    );
  return [
    ...namespaces.flatMap((namespace) => [
      ...namespacedKinds.map(([group, plural]) => job(group, plural, namespace)),
      listJob(
        { path: `/api/v1/namespaces?fieldSelector=metadata.name%3D${namespace}`, plural: "namespaces", namespace },
        reader,
        lists,
        collection,
      ),
    ]),
    ...clusterKinds.map(([group, plural]) => job(group, plural)),
  ];
}

export interface ListOf {
  readonly path: string;
  readonly plural: string;
  readonly namespace?: string | undefined;
}

/** The job that collects one list, into a file and for {@link Lists}. */
export function listJob(
  { path, plural, namespace }: ListOf,
  reader: ClusterReader,
  lists: Lists,
  collection: Collection,
): Job {
  const what = `${plural} of ${namespace ?? "the cluster"}`;
  return {
    what,
    work: async (seconds) => {
      const list = await listed(path, seconds, reader);
      const items = list?.items ?? [];
      lists.set(listName(namespace, plural), items);
      if (items.length > 0)
        collection.addObject(["objects", namespace ?? "cluster", `${plural}.yaml`], {
          ...list,
          items: items.map(withoutImages),
        });
      else collection.addAbsent(list ? what : `${what}: this cluster has no such kind`);
    },
  };
}

type Got = { readonly text: string } | { readonly failed: Error & Partial<GetError> };

/** A list; undefined if the cluster does not have the kind. */
async function listed(
  path: string,
  seconds: number,
  reader: ClusterReader,
): Promise<{ readonly items: readonly unknown[] } | undefined> {
  const end = Date.now() + seconds * 1000;
  const got = await waitFor<Got>({ what: path, timeout: seconds, interval: 0.5 }, async () => {
    const timeout = Math.max(0.1, Math.round((end - Date.now()) / 100) / 10);
    try {
      return { met: { text: await reader.get(path, { timeout, size: longestList }) } };
    } catch (error) {
      const failed = error as Error & Partial<GetError>;
      // The API server is not ready for a kind that it has just learned.
      return failed.status === 429 ? { seen: failed.message } : { met: { failed } };
    }
  });
  if ("failed" in got) {
    if (got.failed.status === 404) return undefined;
    throw got.failed;
  }
  const list = JSON.parse(got.text) as { readonly items?: unknown };
  return { ...list, items: Array.isArray(list.items) ? list.items : [] };
}

/** Nodes name every image that they have, which is longer than all the rest. */
function withoutImages(item: unknown): unknown {
  if (typeof item !== "object" || item === null || !("status" in item)) return item;
  const { status } = item;
  return typeof status === "object" && status !== null && "images" in status
    ? { ...item, status: { ...status, images: undefined } }
    : item;
}
