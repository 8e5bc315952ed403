import type { PodName } from "./subject.ts";

/** What the objects around a check tell of why it may have failed, as far as they could be had. */
export interface Facts {
  /** The lists that could be had, as {@link listName} names them: only of these it is known what is not in them. */
  readonly known?: ReadonlySet<string>;
  /** Of the namespaces that the check is about. */
  readonly pods?: readonly PodFacts[];
  readonly namespaces?: readonly NamespaceFacts[];
  readonly nodes?: readonly NodeFacts[];
  /** UserDefinedNetworks and ClusterUserDefinedNetworks. */
  readonly networks?: readonly NetworkFacts[];
  readonly attachments?: readonly AttachmentFacts[];
  readonly policies?: readonly PolicyFacts[];
  readonly services?: readonly { readonly namespace: string; readonly name: string }[];
  readonly endpoints?: readonly EndpointFacts[];
  readonly instances?: readonly InstanceFacts[];
  /** Pods of OVN-Kubernetes, and of the cluster's DNS. */
  readonly ovn?: readonly PodFacts[];
  readonly dns?: readonly PodFacts[];
}

/** Name of a list of objects; undefined: of the cluster. */
export function listName(namespace: string | undefined, plural: string): string {
  return `${namespace ?? ""}/${plural}`;
}

export interface ContainerFacts {
  readonly name: string;
  /** It has run, or runs. */
  readonly started: boolean;
  readonly ready: boolean;
  readonly restarts: number;
  /** What it waits for: `ImagePullBackOff: no such image`. */
  readonly waiting?: string;
  /** How it ended last: `Error, exit 1`. */
  readonly ended?: string;
}

export interface PodFacts {
  readonly namespace: string;
  readonly name: string;
  readonly phase: string;
  readonly ready: boolean;
  /** Why it is not scheduled or not ready, in the words of its conditions. */
  readonly problem?: string;
  readonly node?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Every address that its annotations and its status tell. */
  readonly addresses: readonly string[];
  /** The virtual machine whose guest runs in it. */
  readonly vm?: string;
  readonly containers: readonly ContainerFacts[];
}

export interface NamespaceFacts {
  readonly name: string;
  /** It has the label that pods on a primary user-defined network need. */
  readonly hasPrimaryNetwork: boolean;
}

export interface NodeFacts {
  readonly name: string;
  readonly ready: boolean;
  readonly problem?: string;
  readonly isControlPlane: boolean;
}

export interface NetworkFacts {
  readonly kind: "UserDefinedNetwork" | "ClusterUserDefinedNetwork";
  readonly namespace?: string;
  readonly name: string;
  /** Condition NetworkCreated; undefined: nobody has said yet. */
  readonly created?: boolean;
  readonly message?: string;
}

export interface AttachmentFacts {
  readonly namespace: string;
  readonly name: string;
  /** The network's own name: attachments with the same one are of the same network. */
  readonly network?: string;
  readonly topology?: string;
  readonly vlan?: number;
}

export interface PolicyFacts {
  readonly kind: "NetworkPolicy" | "MultiNetworkPolicy" | "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy";
  readonly namespace?: string;
  readonly name: string;
}

export interface EndpointFacts {
  readonly namespace: string;
  readonly service: string;
  readonly ready: number;
  readonly pods: readonly PodName[];
}

export interface InstanceFacts {
  readonly namespace: string;
  readonly name: string;
  readonly phase: string;
  /** Why it is not ready or cannot be migrated: `LiveMigratable: …`. */
  readonly problems: readonly string[];
  readonly hasAgent: boolean;
}
