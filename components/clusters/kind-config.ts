import { stringify } from "yaml";
import { clusterFamily } from "../settings/cidr.ts";
import type { KindSettings } from "../settings/settings.ts";

/** The `kind.x-k8s.io/v1alpha4` configuration of a cluster without CNI and kube-proxy: OVN-Kubernetes is both. */
export function kindConfig(
  settings: Pick<KindSettings, "workers" | "podSubnets" | "serviceSubnets" | "nodeImage" | "etcd">,
): string {
  const node = (role: string) => ({ role, image: settings.nodeImage });
  return stringify({
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    networking: {
      disableDefaultCNI: true,
      kubeProxyMode: "none",
      ipFamily: clusterFamily(settings.podSubnets),
      podSubnet: settings.podSubnets.join(","),
      serviceSubnet: settings.serviceSubnets.join(","),
    },
    kubeadmConfigPatches: kubeadmPatches(settings.etcd),
    nodes: [node("control-plane"), ...Array.from({ length: settings.workers }, () => node("worker"))],
  });
}

/**
 * Patches of kubeadm's configuration. One is applied only to a configuration of its own version, and which one kubeadm gets depends
 * on the node image: v1beta3 before Kubernetes 1.36, v1beta4 from then on (kind 0.32). The two hold arguments in different forms.
 */
function kubeadmPatches(etcd: KindSettings["etcd"]): string[] {
  return [
    { version: "v1beta3", extraArgs: { controllers } },
    { version: "v1beta4", extraArgs: [{ name: "controllers", value: controllers }] },
  ].map(({ version, extraArgs }) =>
    stringify({
      kind: "ClusterConfiguration",
      apiVersion: `kubeadm.k8s.io/${version}`,
      controllerManager: { extraArgs },
      ...(etcd === "memory" ? { etcd: { local: { dataDir: etcdInMemory } } } : {}),
    }),
  );
}

/** A folder in a node's /tmp, which kind makes a tmpfs: etcd waits for the disk at each of its writes. */
const etcdInMemory = "/tmp/etcd";

/**
 * OVN-Kubernetes' own script leaves this controller out, for it strips load balancer addresses from services that
 * others manage (kubernetes/kubernetes#128121, ovn-kubernetes#4785).
 */
const controllers = "*,bootstrap-signer-controller,token-cleaner-controller,-service-lb-controller";

/**
 * Kernel settings of every node container. On an IPv4-only cluster OVN-Kubernetes still moves eth0's IPv6 addresses to
 * its gateway bridge, which fails while IPv6 is disabled in the container (OVN-Kubernetes' contrib/kind-common.sh).
 */
export const nodeSysctls = ["net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1"] as const;
