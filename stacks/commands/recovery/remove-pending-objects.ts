import { KubernetesObjectApi } from "@kubernetes/client-node";
import { ownerAnnotation } from "../../../components/clusters/ownership-mark.ts";
import type { ObjectName } from "../../../components/clusters/part-evidence.ts";
import { isAbsent } from "../../../components/kubernetes-api/absent.ts";
import { type ApiAccess, loadKubeConfig } from "../../../components/kubernetes-api/client.ts";
import { waitFor } from "../../../components/wait.ts";
import type { PendingOperation } from "./pending-operations.ts";

interface Options {
  readonly access: ApiAccess;
  /** Whose the objects have to be. */
  readonly stack: string;
  /** Seconds until all of them have to be gone; default 120. */
  readonly timeout?: number;
  readonly say: (line: string) => void;
}

/**
 * Removes from a cluster that stays the objects whose creation was interrupted: Pulumi does not know whether they came to be, so its destroy
 * passes them over. Only what carries the stack's mark is removed.
 * @throws TimeoutError if one is still there when the time is over
 */
export async function removePendingObjects(
  pending: readonly PendingOperation[],
  { access, stack, timeout = 120, say }: Options,
): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(loadKubeConfig(access));
  const objects = pending.flatMap(({ type, object }) => (type === "creating" && object ? [object] : []));
  const left = new Set(objects);
  await waitFor({ what: "interrupted creations to be undone", timeout }, async () => {
    for (const object of left) if (!(await remove(api, object, stack, say))) left.delete(object);
    return left.size === 0 ? { met: true } : { seen: `still there: ${[...left].map(nameOf).join(", ")}` };
  });
}

/** @returns whether it is still there */
async function remove(
  api: KubernetesObjectApi,
  { apiVersion, kind, name, namespace = "" }: ObjectName,
  stack: string,
  say: (line: string) => void,
): Promise<boolean> {
  const header = { apiVersion, kind, metadata: { name, namespace } };
  try {
    const { metadata } = await api.read(header);
    if (metadata?.annotations?.[ownerAnnotation] !== stack) return false;
    if (metadata.deletionTimestamp === undefined) {
      say(`removing ${nameOf({ apiVersion, kind, name, namespace })}, whose creation was interrupted`);
      await api.delete(header);
    }
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function nameOf({ kind, name, namespace = "" }: ObjectName): string {
  return `${kind} ${namespace === "" ? name : `${namespace}/${name}`}`;
}
