import { type Cidr, cidrFamily, cidrProblem } from "../settings/cidr.ts";

/** Label that a namespace has to carry from its creation for its pods to be on a primary user-defined network; OVN-Kubernetes refuses adding or removing it later. */
export const primaryNetworkLabel = "k8s.ovn.org/primary-user-defined-network";

export interface Layer3Subnet {
  readonly cidr: Cidr;
  /** Length of the part that a node gets. */
  readonly hostSubnet: number;
}

/** A routed network: each node has a subnet of its own. One range of each family that it has, IPv4 first. */
export interface Layer3Network {
  readonly topology: "Layer3";
  readonly subnets: readonly Layer3Subnet[];
}

/** One broadcast domain over all nodes. One range of each family that it has, IPv4 first. */
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
  requireRanges(network);
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

/**
 * Refuses here what OVN-Kubernetes would refuse when the network is made.
 * @throws Error that says what is wrong with the ranges
 */
function requireRanges(network: Layer3Network | Layer2Network): void {
  const ranges: { cidr: Cidr; hostSubnet?: number }[] =
    network.topology === "Layer3" ? [...network.subnets] : network.subnets.map((cidr) => ({ cidr }));
  const problems = ranges.flatMap(({ cidr, hostSubnet }) => {
    const problem = cidrProblem(cidr);
    if (problem) return [`${cidr}: ${problem}`];
    const tooShort = hostSubnet !== undefined && hostSubnet <= Number(cidr.split("/")[1]);
    return tooShort ? [`${cidr}: a node's /${hostSubnet} is no part of it`] : [];
  });
  if (ranges.length === 0) problems.push("a primary network needs a range");
  const families = ranges.map(({ cidr }) => cidrFamily(cidr));
  if (new Set(families).size < families.length) problems.push(`${families.join(" and ")}: one range of each family`);
  if (problems.length > 0) throw new Error(`user-defined network: ${problems.join("; ")}`);
}
