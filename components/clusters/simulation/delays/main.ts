/**
 * The process beside a simulated cluster with delays: it sees what waits for images and says when each thing is ready, by an annotation that
 * KWOK's Stages wait for. It belongs to the cluster and is ended with it; it ends by itself once there is no API server any more.
 */
import { KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import { loadKubeConfig } from "../../../kubernetes-api/client.ts";
import { getText, GetError } from "../../../kubernetes-api/get-text.ts";
import { plainly } from "../../../kubernetes-api/problem.ts";
import { waitFor } from "../../../wait.ts";
import { readyAt } from "./delayed-stages.ts";
import { requestedPulls, waitingObjects, waitingPods } from "./read-objects.ts";
import { readDelaysRequest } from "./request.ts";
import { Schedule } from "./schedule.ts";

const { kubeconfig, factor, workers } = readDelaysRequest(process.env);
const config = loadKubeConfig({ kubeconfig });
const schedule = new Schedule(factor, workers);
/** Pods that the schedule knows of: one that waits for its node's network is told of later. */
const known = new Set<string>();
let unreachableSince: number | undefined;

/** A list of the API as text; an empty one where the kind is not there yet. */
async function list(path: string): Promise<string> {
  try {
    return await getText(config, path, { timeout: 10, size: 50_000_000 });
  } catch (error) {
    if (error instanceof GetError && error.status === 404) return '{"items":[]}';
    throw error;
  }
}

async function look(): Promise<void> {
  const now = Date.now();
  for (const [node, images] of requestedPulls(await list("/api/v1/nodes"))) schedule.warm(node, images, now);
  for (const pod of waitingPods(await list("/api/v1/pods?fieldSelector=status.phase%3DPending"))) {
    if (known.has(pod.uid)) continue;
    known.add(pod.uid);
    for (const { what, at } of schedule.pod(pod, now))
      // One that could not be told is looked at again.
      if (!(await mark("v1", "Pod", what, at))) known.delete(what.uid);
  }
  for (const kubevirt of waitingObjects(await list("/apis/kubevirt.io/v1/kubevirts")))
    await mark("kubevirt.io/v1", "KubeVirt", kubevirt, schedule.kubevirt(now));
  for (const machine of waitingObjects(await list("/apis/kubevirt.io/v1/virtualmachines")))
    await mark("kubevirt.io/v1", "VirtualMachine", machine, schedule.guest(machine.disks, now));
}

/** @returns whether the object has the annotation now; it may have gone since it was listed */
async function mark(
  apiVersion: string,
  kind: string,
  { namespace, name }: { namespace?: string | undefined; name: string },
  at: number,
): Promise<boolean> {
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    annotations: { [readyAt]: new Date(at).toISOString() },
  };
  const api = KubernetesObjectApi.makeApiClient(config);
  const object = { apiVersion, kind, metadata };
  try {
    await plainly(api.patch(object, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch));
    return true;
  } catch (error) {
    process.stderr.write(`${kind} ${name}: ${String(error)}\n`);
    return false;
  }
}

await waitFor({ what: "the cluster to end", timeout: Infinity, interval: 0.3 }, async () => {
  try {
    await look();
    unreachableSince = undefined;
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    unreachableSince ??= Date.now();
  }
  return unreachableSince !== undefined && Date.now() - unreachableSince > 60_000
    ? { met: true }
    : { seen: "it is there" };
});
