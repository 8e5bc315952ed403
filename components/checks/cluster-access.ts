import { CoreV1Api, CustomObjectsApi, type KubeConfig, NetworkingV1Api } from "@kubernetes/client-node";
import { plainly } from "../kubernetes-api/problem.ts";
import { getFromHost } from "./host-probe.ts";
import type { CheckAccess } from "./perform-check.ts";
import { execInPod } from "./pod-exec.ts";

/** Seconds for one exec: more than the probes' own limits, so that their verdict comes first. 15 were too few on one slow core with 16 checks at once. */
const execTimeout = 30;

/** A real cluster as checks see it. */
export function clusterAccess(config: KubeConfig): CheckAccess {
  const core = config.makeApiClient(CoreV1Api);
  return {
    podAnnotations: async (namespace, name) =>
      (await plainly(core.readNamespacedPod({ namespace, name }))).metadata?.annotations ?? {},
    service: async (namespace, name) => {
      const { spec } = await plainly(core.readNamespacedService({ namespace, name }));
      return { clusterIP: spec?.clusterIP, nodePort: spec?.ports?.[0]?.nodePort };
    },
    workerAddresses: async () => {
      const nodes = (await plainly(core.listNode({ labelSelector: "!node-role.kubernetes.io/control-plane" }))).items;
      return nodes
        .toSorted((a, b) => (a.metadata?.name ?? "").localeCompare(b.metadata?.name ?? ""))
        .flatMap((node) => node.status?.addresses?.find((address) => address.type === "InternalIP")?.address ?? []);
    },
    exec: (source, command) => execInPod(config, source, command, execTimeout),
    getFromHost,
    policies: (namespaces) => policies(config, namespaces),
  };
}

async function policies(config: KubeConfig, namespaces: readonly string[]): Promise<string[]> {
  const networking = config.makeApiClient(NetworkingV1Api);
  const custom = config.makeApiClient(CustomObjectsApi);
  const inNamespaces = namespaces.map(async (namespace) =>
    (await networking.listNamespacedNetworkPolicy({ namespace })).items.map(
      (policy) => `${namespace}/NetworkPolicy/${policy.metadata?.name ?? ""}`,
    ),
  );
  const ofCluster = ["adminnetworkpolicies", "baselineadminnetworkpolicies"].map(async (plural) => {
    try {
      const list = (await custom.listClusterCustomObject({
        group: "policy.networking.k8s.io",
        version: "v1alpha1",
        plural,
      })) as { items: { metadata: { name: string } }[] };
      return list.items.map((policy) => `${plural}/${policy.metadata.name}`);
    } catch (error) {
      // Without their CustomResourceDefinitions there can be none.
      if ((error as { code?: number }).code === 404) return [];
      throw error;
    }
  });
  return (await plainly(Promise.all([...inNamespaces, ...ofCluster]))).flat();
}
