import type { PlatformPart } from "../settings/platform-parts.ts";

/** An object of the Kubernetes API by its name. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** What of a part can be seen in a cluster. */
export interface PartEvidence {
  /** Is there if somebody has installed the part. */
  readonly object: ObjectName;
  /** CustomResourceDefinitions that scenarios use of it. */
  readonly definitions: readonly string[];
}

export function namespaceName(name: string): ObjectName {
  return { apiVersion: "v1", kind: "Namespace", name };
}

export function definitionOf(name: string): ObjectName {
  return { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", name };
}

/** Upstream's manifests and charts all use these names, and none lets one choose another. */
export const partEvidence: Readonly<Record<PlatformPart, PartEvidence>> = {
  "ovn-kubernetes": {
    object: namespaceName("ovn-kubernetes"),
    definitions: [
      "network-attachment-definitions.k8s.cni.cncf.io",
      "multi-networkpolicies.k8s.cni.cncf.io",
      "ipamclaims.k8s.cni.cncf.io",
      "userdefinednetworks.k8s.ovn.org",
      "clusteruserdefinednetworks.k8s.ovn.org",
    ],
  },
  multus: {
    object: { apiVersion: "apps/v1", kind: "DaemonSet", name: "kube-multus-ds", namespace: "kube-system" },
    definitions: ["network-attachment-definitions.k8s.cni.cncf.io"],
  },
  "network-policy-api": {
    object: definitionOf("adminnetworkpolicies.policy.networking.k8s.io"),
    definitions: [
      "adminnetworkpolicies.policy.networking.k8s.io",
      "baselineadminnetworkpolicies.policy.networking.k8s.io",
    ],
  },
  nmstate: {
    object: namespaceName("nmstate"),
    definitions: ["nodenetworkconfigurationpolicies.nmstate.io"],
  },
  kubevirt: {
    object: namespaceName("kubevirt"),
    definitions: ["virtualmachines.kubevirt.io", "virtualmachineinstances.kubevirt.io"],
  },
  "cert-manager": {
    object: namespaceName("cert-manager"),
    definitions: ["certificates.cert-manager.io", "issuers.cert-manager.io"],
  },
  "ipam-extensions": {
    object: namespaceName("kubevirt-ipam-controller-system"),
    definitions: ["ipamclaims.k8s.cni.cncf.io"],
  },
};
