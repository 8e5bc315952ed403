import type { Cidr } from "../settings/cidr.ts";

/** Label that a namespace has to carry from its creation for its pods to be on a primary user-defined network; OVN-Kubernetes refuses adding or removing it later. */
export const primaryNetworkLabel = "k8s.ovn.org/primary-user-defined-network";

/** A routed network: each node has a subnet of its own. */
export interface Layer3Network {
  readonly topology: "Layer3";
  /** Length of the subnet that a node gets. */
  readonly subnets: readonly { readonly cidr: Cidr; readonly hostSubnet: number }[];
}

/** One broadcast domain over all nodes. */
export interface Layer2Network {
  readonly topology: "Layer2";
  readonly subnets: readonly Cidr[];
  /** `Persistent`: a virtual machine keeps its addresses when it moves or restarts. */
  readonly ipamLifecycle?: "Persistent";
}

export interface NetworkMetadata {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Condition that OVN-Kubernetes sets once a network can be used; pods that come before it fail and are retried. */
const created = { "pulumi.com/waitFor": "condition=NetworkCreated" };

/** A primary network of one namespace (`k8s.ovn.org/v1`). */
export function userDefinedNetwork(
  metadata: NetworkMetadata & { namespace: string },
  network: Layer3Network | Layer2Network,
) {
  return {
    apiVersion: "k8s.ovn.org/v1",
    kind: "UserDefinedNetwork",
    metadata: { ...metadata, annotations: created },
    spec: networkSpec(network),
  } as const;
}

/** A primary network over all namespaces with one of the names. */
export function clusterUserDefinedNetwork(
  metadata: NetworkMetadata,
  namespaces: readonly string[],
  network: Layer3Network | Layer2Network,
) {
  return {
    apiVersion: "k8s.ovn.org/v1",
    kind: "ClusterUserDefinedNetwork",
    metadata: { ...metadata, annotations: created },
    spec: {
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] }],
      },
      network: networkSpec(network),
    },
  } as const;
}

function networkSpec(network: Layer3Network | Layer2Network) {
  if (network.topology === "Layer3")
    return {
      topology: "Layer3",
      layer3: { role: "Primary", subnets: network.subnets.map((subnet) => ({ ...subnet })) },
    };
  return {
    topology: "Layer2",
    layer2: {
      role: "Primary",
      subnets: [...network.subnets],
      ...(network.ipamLifecycle ? { ipam: { lifecycle: network.ipamLifecycle } } : {}),
    },
  };
}
