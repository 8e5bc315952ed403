import {
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  NetworkingV1Api,
  type V1Namespace,
  type V1NetworkPolicy,
  type V1NetworkPolicyEgressRule,
  type V1NetworkPolicyIngressRule,
  type V1Pod,
  type V1Service,
} from "@kubernetes/client-node";
import type { LabelSelector } from "./label-selector.ts";

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Of `k8s.ovn.org/v1`, as far as the fabric reads it; a ClusterUserDefinedNetwork has the same under `network`. */
export interface UserDefinedNetworkSpec {
  readonly topology: "Layer2" | "Layer3";
  readonly layer2?: { readonly subnets?: readonly string[] };
  readonly layer3?: { readonly subnets?: readonly { readonly cidr: string; readonly hostSubnet?: number }[] };
}
export type UserDefinedNetwork = Named & { readonly spec: UserDefinedNetworkSpec };
export interface ClusterUserDefinedNetwork extends Named {
  readonly spec: {
    readonly namespaceSelector: LabelSelector;
    readonly network: UserDefinedNetworkSpec;
  };
}
export type NetworkAttachmentDefinition = Named & { readonly spec: { readonly config: string } };
/** Has the fields of a NetworkPolicy. */
export interface MultiNetworkPolicy extends Named {
  readonly metadata: Named["metadata"] & { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes?: string[];
    readonly ingress?: V1NetworkPolicyIngressRule[];
    readonly egress?: V1NetworkPolicyEgressRule[];
  };
}

/** What the API says that bears on packets. */
export interface World {
  readonly pods: readonly V1Pod[];
  readonly namespaces: readonly V1Namespace[];
  readonly services: readonly V1Service[];
  readonly policies: readonly V1NetworkPolicy[];
  readonly multiPolicies: readonly MultiNetworkPolicy[];
  readonly networks: readonly UserDefinedNetwork[];
  readonly clusterNetworks: readonly ClusterUserDefinedNetwork[];
  readonly attachments: readonly NetworkAttachmentDefinition[];
}

/** Looks at a cluster. Kinds that it does not know have no objects. */
export async function readWorld(config: KubeConfig): Promise<World> {
  const core = config.makeApiClient(CoreV1Api);
  const custom = config.makeApiClient(CustomObjectsApi);
  const list = async <T>(group: string, version: string, plural: string): Promise<T[]> => {
    try {
      const found = (await custom.listClusterCustomObject({ group, version, plural })) as { items: T[] };
      return found.items;
    } catch (error) {
      if ((error as { code?: number }).code === 404) return [];
      throw error;
    }
  };
  const [pods, namespaces, services, policies, multiPolicies, networks, clusterNetworks, attachments] =
    await Promise.all([
      core.listPodForAllNamespaces(),
      core.listNamespace(),
      core.listServiceForAllNamespaces(),
      config.makeApiClient(NetworkingV1Api).listNetworkPolicyForAllNamespaces(),
      list<MultiNetworkPolicy>("k8s.cni.cncf.io", "v1beta1", "multi-networkpolicies"),
      list<UserDefinedNetwork>("k8s.ovn.org", "v1", "userdefinednetworks"),
      list<ClusterUserDefinedNetwork>("k8s.ovn.org", "v1", "clusteruserdefinednetworks"),
      list<NetworkAttachmentDefinition>("k8s.cni.cncf.io", "v1", "network-attachment-definitions"),
    ]);
  return {
    pods: pods.items,
    namespaces: namespaces.items,
    services: services.items,
    policies: policies.items,
    multiPolicies,
    networks,
    clusterNetworks,
    attachments,
  };
}
