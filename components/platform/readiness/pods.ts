import type { V1Pod } from "@kubernetes/client-node";

/** What keeps pods from being Ready, one after the other; those that are Ready are left out. */
export function podStates(pods: readonly V1Pod[]): string {
  if (pods.length === 0) return "no pods yet";
  const waiting = pods.filter((pod) => !isTrue(pod, "Ready")).map(podState);
  return waiting.join("; ") || `${pods.length} pods Ready`;
}

/** `coredns-1 on ovn-worker: ImagePullBackOff (Back-off pulling image …)` */
function podState(pod: V1Pod): string {
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const waiting = containers.map(({ state }) => state?.waiting).find((state) => state?.reason !== undefined);
  const unscheduled = pod.status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
  const reason = waiting?.reason ?? pod.status?.phase ?? "unknown";
  const message = waiting?.message ?? unscheduled?.message;
  const place = pod.spec?.nodeName ?? "no node";
  return `${pod.metadata?.name ?? ""} on ${place}: ${reason}${message === undefined ? "" : ` (${message})`}`;
}

function isTrue(pod: V1Pod, condition: string): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === condition && status === "True") ?? false;
}
