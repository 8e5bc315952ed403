import { ApiException, CoreV1Api } from "@kubernetes/client-node";
import { type ApiAccess, loadKubeConfig } from "./client.ts";
import { problemOf } from "./problem.ts";

/**
 * What a cluster is known by: the UID of its namespace kube-system, which comes with its state and goes with it.
 * @param timeout seconds; default as for every request
 * @returns the UID; or why there is none, and whether the API server itself answered so
 */
export async function clusterUid(
  access: ApiAccess,
  timeout?: number,
): Promise<{ uid: string } | { reason: string; answered: boolean }> {
  try {
    const api = loadKubeConfig(access, timeout).makeApiClient(CoreV1Api);
    const { metadata } = await api.readNamespace({ name: "kube-system" });
    return metadata?.uid === undefined ? { reason: "it has no UID", answered: true } : { uid: metadata.uid };
  } catch (error) {
    const answered = error instanceof ApiException && [401, 403, 404].includes(error.code);
    return { reason: `namespace kube-system: ${problemOf(error)}`, answered };
  }
}
