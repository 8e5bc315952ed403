/** The process behind {@link WorkloadNetwork}: waits until CoreDNS is Available and says on time-out what its pods showed. */
import { AppsV1Api, CoreV1Api, type V1Pod } from "@kubernetes/client-node";
import { loadKubeConfig } from "../kubernetes-api/client.ts";
import { plainly } from "../kubernetes-api/problem.ts";
import { waitFor } from "../wait.ts";

const { LAB_KUBECONFIG = "", LAB_CONTEXT = "", LAB_TIMEOUT = "" } = process.env;
const namespace = "kube-system";
try {
  const config = loadKubeConfig({ kubeconfig: LAB_KUBECONFIG, context: LAB_CONTEXT || undefined });
  const apps = config.makeApiClient(AppsV1Api);
  const core = config.makeApiClient(CoreV1Api);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await waitFor({ what: "CoreDNS to be Available", timeout: Number(LAB_TIMEOUT), interval: 2, say }, async () => {
    const { status } = await plainly(apps.readNamespacedDeployment({ namespace, name: "coredns" }));
    if (status?.conditions?.some((condition) => condition.type === "Available" && condition.status === "True"))
      return { met: true };
    const pods = await plainly(core.listNamespacedPod({ namespace, labelSelector: "k8s-app=kube-dns" }));
    return { seen: pods.items.map(podState).join("; ") || "no pods yet" };
  });
  process.stdout.write("CoreDNS is Available\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function podState(pod: V1Pod): string {
  const waiting = pod.status?.containerStatuses?.map((container) => container.state?.waiting?.reason).find(Boolean);
  return `${pod.metadata?.name ?? ""} on ${pod.spec?.nodeName ?? "no node"}: ${waiting ?? pod.status?.phase ?? "unknown"}`;
}
