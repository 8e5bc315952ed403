/** What a scenario consists of, as a picture of it shows it. Nodes refer to each other by their ids. */
export interface Topology {
  readonly networks: readonly Network[];
  readonly namespaces: readonly Namespace[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly policies: readonly Policy[];
  /** What is beside the cluster and made by the stack. */
  readonly places: readonly Place[];
}

export interface Network {
  readonly id: string;
  readonly name: string;
  /** `default`: the cluster's own. `primary`: takes its place in some namespaces. `secondary`: an interface more. */
  readonly role: "default" | "primary" | "secondary";
  readonly topology?: "layer 2" | "layer 3" | "localnet";
  /** In CIDR form; none where a network gives no addresses. */
  readonly ranges: readonly string[];
  readonly vlanId?: number;
  /** Objects that define it: `UserDefinedNetwork blue/blue-network`. */
  readonly definedBy: readonly string[];
}

export interface Namespace {
  readonly name: string;
  /** Network that its pods' traffic takes. */
  readonly network: string;
}

/** An interface on a network. */
export interface Attachment {
  readonly network: string;
  /** With its prefix length; only addresses that are chosen by hand are known. */
  readonly address?: string;
  /** Name of a virtual machine's interface. */
  readonly interface?: string;
}

export interface Workload {
  readonly id: string;
  readonly kind: "pod" | "virtual machine";
  readonly namespace: string;
  readonly name: string;
  /** StatefulSet that it is one of. */
  readonly partOf?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The first is the one of its namespace. */
  readonly attachments: readonly Attachment[];
}

export interface Service {
  readonly id: string;
  readonly kind: "service";
  readonly namespace: string;
  readonly name: string;
  /** `NodePort`. */
  readonly type: string;
  /** `80 to 8080`. */
  readonly ports: readonly string[];
  /** Names of the pods behind it. */
  readonly pods: readonly string[];
}

export interface Policy {
  readonly id: string;
  readonly kind: "NetworkPolicy" | "MultiNetworkPolicy";
  readonly namespace: string;
  readonly name: string;
  /** Secondary network that it is about. */
  readonly network?: string;
  /** Names of the pods and virtual machines that it is about. */
  readonly workloads: readonly string[];
  /** What it allows, a line for each direction. */
  readonly rules: readonly string[];
}

/** Something beside the cluster's workloads that checks start from or go to. */
export interface Place {
  readonly id: string;
  readonly kind: "this machine" | "database" | "API" | "internet" | "outside" | "unknown";
  readonly name: string;
  readonly note?: string;
  readonly attachments: readonly Attachment[];
}

/** What arrows can join. */
export type Node = Workload | Service | Place;

export const ids = {
  network: (name: string): string => `network ${name}`,
  pod: (namespace: string, name: string): string => `pod ${namespace}/${name}`,
  virtualMachine: (namespace: string, name: string): string => `virtual machine ${namespace}/${name}`,
  service: (namespace: string, name: string): string => `service ${namespace}/${name}`,
  policy: (namespace: string, name: string): string => `policy ${namespace}/${name}`,
  place: (kind: Place["kind"], name: string): string => `${kind} ${name}`,
} as const;

/** An address without its prefix length. */
export function bare(address: string): string {
  return address.split("/")[0] ?? "";
}
