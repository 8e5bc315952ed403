import { type Cidr, cidrFamily, cidrProblem, nodesOf, nodeSubnetLength, overlap } from "./cidr.ts";
import { addressFamilies, type IpFamily } from "./ip-family.ts";
import { reservedNetworks } from "./reserved-networks.ts";
import { shown } from "./shown.ts";

export interface ClusterNetworks {
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
}

type Name = "podSubnet" | "serviceSubnet";
interface Problem {
  readonly name: Name;
  readonly why: string;
}

/** The networks in a setting: one, or two with a comma. */
export function subnetsOf(text: string): Cidr[] {
  return text.split(",").map((part) => part.trim());
}

/**
 * What is wrong with the cluster's own networks, as the setting that it is about and why.
 * @param nodes how many nodes the cluster is made with; undefined if it is there already, with networks that work
 */
export function clusterNetworkProblems(
  networks: ClusterNetworks,
  family: IpFamily,
  nodes: number | undefined,
): Problem[] {
  const named = [
    { name: "podSubnet", subnets: networks.podSubnets },
    { name: "serviceSubnet", subnets: networks.serviceSubnets },
  ] as const;
  const malformed = named.flatMap(({ name, subnets }) => formProblems(subnets, family).map((why) => ({ name, why })));
  if (malformed.length > 0) return malformed;
  return [
    ...networks.podSubnets.flatMap((subnet) =>
      about("podSubnet", networks.podSubnets, subnet, podNetworkProblem(subnet, nodes)),
    ),
    ...networks.serviceSubnets.flatMap((subnet) =>
      nodes === undefined ? [] : about("serviceSubnet", networks.serviceSubnets, subnet, serviceNetworkProblem(subnet)),
    ),
    ...overlaps("podSubnet", networks.podSubnets, { "lab:serviceSubnet": networks.serviceSubnets }),
    ...named.flatMap(({ name, subnets }) => overlaps(name, subnets, reservedNetworks)),
  ];
}

function formProblems(subnets: readonly Cidr[], family: IpFamily): string[] {
  const wrong = subnets.flatMap((subnet) => {
    const problem = cidrProblem(subnet);
    if (problem === undefined) return [];
    return [subnets.length > 1 ? `of ${shown(subnet)}: ${problem}` : problem];
  });
  if (wrong.length > 0) return wrong;
  if (subnets.map(cidrFamily).join() === addressFamilies(family).join()) return [];
  return [`lab:ipFamily is ${family}, so it has to be ${wantedForm[family]}`];
}

const wantedForm: Readonly<Record<IpFamily, string>> = {
  ipv4: "one IPv4 network",
  ipv6: "one IPv6 network",
  dual: "an IPv4 network, a comma and an IPv6 network",
};

/** Bits that kubeadm lets lie between the pod network and a node's part of it, and addresses (as bits) that a service network may have. */
const mostNodeBits = 16;
const serviceBits = { least: 4, most: 20 } as const;

function podNetworkProblem(subnet: Cidr, wanted: number | undefined): string | undefined {
  const length = nodeSubnetLength(subnet);
  const nodes = wanted ?? 1;
  if (nodesOf(subnet) < nodes) return `has no /${length} for each of ${nodes} node${nodes > 1 ? "s" : ""}`;
  if (wanted !== undefined && nodesOf(subnet) > 2 ** mostNodeBits)
    return `has more than ${2 ** mostNodeBits} networks of /${length}, which kubeadm refuses; use a /${length - mostNodeBits}`;
  return undefined;
}

function serviceNetworkProblem(subnet: Cidr): string | undefined {
  const all = cidrFamily(subnet) === "ipv6" ? 128 : 32;
  const bits = all - Number(subnet.split("/")[1]);
  if (bits >= serviceBits.least && bits <= serviceBits.most) return undefined;
  return `must be a /${all - serviceBits.most} to /${all - serviceBits.least}, which is what kubeadm takes`;
}

function about(name: Name, all: readonly Cidr[], subnet: Cidr, problem: string | undefined): Problem[] {
  return problem === undefined ? [] : [{ name, why: `${all.length > 1 ? subnet : "it"} ${problem}` }];
}

function overlaps(name: Name, subnets: readonly Cidr[], taken: Readonly<Record<string, readonly Cidr[]>>): Problem[] {
  return Object.entries(taken).flatMap(([owner, ranges]) =>
    ranges
      .filter((range) => subnets.some((subnet) => overlap(subnet, range)))
      .map((range) => ({ name, why: `it overlaps ${owner}, ${range}` })),
  );
}
