import { stringify } from "yaml";
import { type Cidr, cidrFamily } from "../settings/cidr.ts";
import type { AddressFamily } from "../settings/ip-family.ts";
import type { SimulatedSettings } from "../settings/settings.ts";
import { pulls } from "./simulation/delays/delayed-stages.ts";

/**
 * What the API server puts into the endpoints of Service `kubernetes`, which nobody uses on simulated nodes. Without it, the
 * server takes the address of the machine's default route and refuses to start if its family is not that of the first
 * service network (kwok#1700) or there is no such route. The addresses are of the ranges for documentation.
 */
const advertised: Readonly<Record<AddressFamily, string>> = { ipv4: "192.0.2.1", ipv6: "2001:db8::1" };

/** The `KwokctlConfiguration` of a simulated cluster with the binary runtime. */
export function kwokConfig(settings: Pick<SimulatedSettings, "serviceSubnets">): string {
  const [first = ""] = settings.serviceSubnets;
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
          { key: "advertise-address", value: advertised[cidrFamily(first)] },
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
  /** Its subnets of the pod networks: its pods get addresses out of them. */
  podCidrs?: readonly Cidr[] | undefined;
  /** Images that it pulls ahead of its pods. */
  pulls?: readonly string[] | undefined;
}) {
  const controlPlane = node.role === "control-plane";
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node.name,
      annotations: {
        "kwok.x-k8s.io/node": "fake",
        ...(node.pulls ? { [pulls]: JSON.stringify(node.pulls) } : {}),
      },
      labels: {
        "kubernetes.io/hostname": node.name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": process.arch === "arm64" ? "arm64" : "amd64",
        ...(controlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}),
        ...node.labels,
      },
    },
    spec: {
      ...(node.podCidrs ? { podCIDR: node.podCidrs[0], podCIDRs: node.podCidrs } : {}),
      ...(controlPlane ? { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] } : {}),
    },
  };
}
