import { networkInterfaces } from "node:os";
import { CoreV1Api, CustomObjectsApi, type KubeConfig, NetworkingV1Api } from "@kubernetes/client-node";
import { plainly } from "../kubernetes-api/problem.ts";
import { ensureAddedContainer } from "./added-container.ts";
import { execInGuest } from "./guest-console/exec-in-guest.ts";
import { resolveFromHost } from "./host-dns.ts";
import { connectFromHost, getFromHost } from "./host-probe.ts";
import { queryFromHost } from "./host-sql.ts";
import { kubevirtApi } from "./kubevirt-api.ts";
import type { MigrationAccess } from "./live-migration/access.ts";
import type { CheckAccess } from "./perform-check.ts";
import { execInPod } from "./pod-exec.ts";

/** Seconds for one exec: more than the probes' own limits, so that their verdict comes first. 15 were too few on one slow core with 16 checks at once. */
const execTimeout = 30;
/** Seconds until a container that is added to a pod has to run. */
const containerTimeout = 60;

/** A real cluster as checks see it. */
export function clusterAccess(config: KubeConfig): CheckAccess & MigrationAccess {
  const core = config.makeApiClient(CoreV1Api);
  return {
    podAnnotations: async (namespace, name) =>
      (await plainly(core.readNamespacedPod({ namespace, name }))).metadata?.annotations ?? {},
    service: async (namespace, name) => {
      const { spec } = await plainly(core.readNamespacedService({ namespace, name }));
      const clusterIPs = spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP]);
      return { clusterIPs, nodePort: spec?.ports?.[0]?.nodePort };
    },
    workerAddresses: async () => {
      const nodes = (await plainly(core.listNode({ labelSelector: "!node-role.kubernetes.io/control-plane" }))).items;
      return nodes
        .toSorted((a, b) => (a.metadata?.name ?? "").localeCompare(b.metadata?.name ?? ""))
        .map(({ status }) =>
          (status?.addresses ?? []).filter(({ type }) => type === "InternalIP").map(({ address }) => address),
        )
        .filter((addresses) => addresses.length > 0);
    },
    ownAddresses: () =>
      Object.values(networkInterfaces()).flatMap((addresses) =>
        (addresses ?? []).flatMap(({ internal, cidr }) => (internal || cidr === null ? [] : [cidr])),
      ),
    exec: async (source, command) => {
      await ensureAddedContainer(config, source, containerTimeout);
      return execInPod(config, source, command, execTimeout);
    },
    execInGuest: (guest, command) => execInGuest(config, guest, command),
    getFromHost,
    connectFromHost,
    queryFromHost,
    resolveFromHost,
    policies: (namespaces) => policies(config, namespaces),
    ...kubevirtApi(config),
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
