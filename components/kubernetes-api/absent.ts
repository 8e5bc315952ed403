import { ApiException } from "@kubernetes/client-node";

/** Whether an error of `KubernetesObjectApi` says that there is no such object, or not even such a kind. */
export function isAbsent(error: unknown): boolean {
  if (error instanceof ApiException) return error.code === 404;
  return error instanceof Error && error.message.startsWith("Unrecognized API version and kind");
}
