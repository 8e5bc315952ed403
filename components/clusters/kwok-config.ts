import { stringify } from "yaml";
import type { SimulatedSettings } from "../settings/settings.ts";

/** The `KwokctlConfiguration` of a simulated cluster with the binary runtime. */
export function kwokConfig(settings: Pick<SimulatedSettings, "serviceSubnets">): string {
  return stringify({
    apiVersion: "config.kwok.x-k8s.io/v1alpha1",
    kind: "KwokctlConfiguration",
    // The stages of nodes, pods and networks are objects of the cluster, in simulation/.
    options: { runtime: "binary", enableCRDs: ["Stage"] },
    componentsPatches: [
      {
        name: "kube-apiserver",
        extraArgs: [
          { key: "service-cluster-ip-range", value: settings.serviceSubnets.join(",") },
          // Webhooks of the platform answer in pods or on nodes, and nothing runs there: each would block what it guards.
          { key: "disable-admission-plugins", value: "MutatingAdmissionWebhook,ValidatingAdmissionWebhook" },
        ],
      },
    ],
  });
}

/**
 * A node that the KWOK controller keeps Ready. It has room for every scenario; the control plane has kubeadm's taint.
 */
export function simulatedNode(node: {
  name: string;
  role: "control-plane" | "worker";
  labels: Record<string, string>;
}) {
  const controlPlane = node.role === "control-plane";
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node.name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/hostname": node.name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": process.arch === "arm64" ? "arm64" : "amd64",
        ...(controlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}),
        ...node.labels,
      },
    },
    ...(controlPlane
      ? { spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] } }
      : {}),
  };
}
