import { KubernetesObjectApi } from "@kubernetes/client-node";
import type { ObjectName } from "../../../components/clusters/part-evidence.ts";
import { type ApiAccess, loadKubeConfig } from "../../../components/kubernetes-api/client.ts";

/**
 * Says of each object whose deletion has begun and not ended what still holds it: its finalizers, and of a namespace what is left in it.
 * @returns a line each; none if the API does not answer
 */
export async function heldObjects(access: ApiAccess, objects: readonly ObjectName[]): Promise<string[]> {
  const api = KubernetesObjectApi.makeApiClient(loadKubeConfig(access));
  const found = await Promise.all(
    objects.map(({ apiVersion, kind, name, namespace = "" }) =>
      api.read({ apiVersion, kind, metadata: { name, namespace } }).catch(() => undefined),
    ),
  );
  return found.flatMap((object) => {
    const line = object && describeHeld(object);
    return line === undefined ? [] : [line];
  });
}

/** What to do about objects that are held. */
export function heldAdvice({ kubeconfig, context }: ApiAccess): string {
  const where = context === undefined ? "" : ` --context ${context}`;
  return (
    "Whoever set a finalizer takes it away when its own work is done. If nobody does: " +
    `kubectl --kubeconfig ${kubeconfig}${where} patch <kind> <name> -n <namespace> --type merge -p '{"metadata":{"finalizers":null}}'. ` +
    "Then run the same command again."
  );
}

/** What of an object's fields tells why it is still there. */
interface Deleted {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly deletionTimestamp?: Date | string;
    readonly finalizers?: readonly string[];
  };
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly conditions?: readonly { type: string; status: string; message?: string }[] };
}

/** @returns undefined if its deletion has not begun */
export function describeHeld({ kind = "", metadata, spec, status }: Deleted): string | undefined {
  if (metadata?.deletionTimestamp === undefined) return undefined;
  const { deletionTimestamp, namespace, name = "", finalizers = [] } = metadata;
  const what = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  const since = new Date(deletionTimestamp).toISOString().slice(0, 19);
  const holders = [...finalizers, ...(kind === "Namespace" ? (spec?.finalizers ?? []) : [])];
  const reasons = (status?.conditions ?? [])
    // A namespace tells by conditions what is left in it, and which finalizers that has.
    .filter(({ type, status: holds }) => /^Namespace(Content|Finalizers)Remaining$/.test(type) && holds === "True")
    .map(({ message = "" }) => message);
  const by = holders.length === 0 ? "no finalizer" : `finalizer ${holders.join(", ")}`;
  return `${what}: deleted since ${since}Z and still there; ${[by, ...reasons].join("; ")}`;
}
