/** A node as kind names it; the simulated cluster uses the same names and labels. */
export interface ClusterNode {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** Labels set once the cluster runs: a kubelet may not give itself those of `node-role.kubernetes.io`. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The nodes of a made cluster: one control plane and its workers.
 * @example clusterNodes("ovn", 2) // ovn-control-plane, ovn-worker, ovn-worker2
 */
export function clusterNodes(cluster: string, workers: number): ClusterNode[] {
  const workerNames = Array.from({ length: workers }, (_, i) => `${cluster}-worker${i === 0 ? "" : i + 1}`);
  return [
    { name: controlPlaneNode(cluster), role: "control-plane", labels: zone(controlPlaneNode(cluster)) },
    ...workerNames.map((name): ClusterNode => ({
      name,
      role: "worker",
      // The role label is what nmstate policies select workers by.
      labels: { ...zone(name), "node-role.kubernetes.io/worker": "" },
    })),
  ];
}

export function controlPlaneNode(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** One zone a node. OVN-Kubernetes up to v1.3.0 reads the label before it starts; master ignores it. */
function zone(node: string): Record<string, string> {
  return { "k8s.ovn.org/zone-name": node };
}
