import {
  CoreV1Api,
  type KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1ContainerState,
} from "@kubernetes/client-node";
import { plainly } from "../kubernetes-api/problem.ts";
import { waitFor } from "../wait.ts";
import type { PodSource } from "./check.ts";
import { restrictedContainer } from "../restricted-container.ts";

/** The ephemeral container of an agnhost image that waits for commands. It has the pod's network namespace, as all its containers. */
export function addedContainer(name: string, image: string) {
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    // agnhost's own way to wait: it ends at once when it is told to.
    args: ["pause"],
    securityContext: restrictedContainer,
  };
}

/**
 * Adds the container to the pod unless it is there already, and waits until it runs. It stays: the API removes no ephemeral container.
 * @param timeout seconds; its image may have to be pulled
 * @throws Error if the API refuses, or the container ended, which cannot be started again, or does not run in time
 */
export async function ensureAddedContainer(
  config: KubeConfig,
  { namespace, pod, container, added }: PodSource,
  timeout: number,
): Promise<void> {
  if (added === undefined) return;
  const core = config.makeApiClient(CoreV1Api);
  const read = () => plainly(core.readNamespacedPod({ namespace, name: pod }));
  const { spec } = await read();
  if (!spec?.ephemeralContainers?.some(({ name }) => name === container)) {
    const body = { spec: { ephemeralContainers: [addedContainer(container, added)] } };
    const asPatch = setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch);
    // The same container twice is no change: two checks may come at once.
    await plainly(core.patchNamespacedPodEphemeralcontainers({ namespace, name: pod, body }, asPatch));
  }
  const what = `container ${container} of pod ${namespace}/${pod}`;
  const ended = await waitFor({ what, timeout, interval: 0.5 }, async () => {
    const { status } = await read();
    const state = status?.ephemeralContainerStatuses?.find(({ name }) => name === container)?.state;
    if (state?.running) return { met: undefined };
    return state?.terminated ? { met: describeState(state) } : { seen: describeState(state) };
  });
  if (ended !== undefined) throw new Error(`${what} ended and cannot be started again: ${ended}`);
}

function describeState(state: V1ContainerState | undefined): string {
  const told: { reason?: string; message?: string } | undefined = state?.waiting ?? state?.terminated;
  return told ? [told.reason ?? "no reason", told.message].filter(Boolean).join(": ") : "not started yet";
}
