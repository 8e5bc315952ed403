import { type Cidr, cidrFamily, cidrProblem, nodesOf, nodeSubnetLength, overlap } from "./cidr.ts";
import { addressFamilies, type IpFamily } from "./ip-family.ts";
import { reservedNetworks } from "./reserved-networks.ts";

export interface ClusterNetworks {
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
}

type Name = "podSubnet" | "serviceSubnet";

/** The networks in a setting: one, or two with a comma. */
export function subnetsOf(text: string): Cidr[] {
  return text.split(",").map((part) => part.trim());
}

/**
 * What is wrong with the cluster's own networks, as the setting that it is about and why.
 * @param nodes how many nodes need a subnet of the pod network
 */
export function clusterNetworkProblems(
  { podSubnets, serviceSubnets }: ClusterNetworks,
  family: IpFamily,
  nodes: number,
): { readonly name: Name; readonly why: string }[] {
  const problems: { name: Name; why: string }[] = [];
  const complain = (name: Name, why: string): void => void problems.push({ name, why });
  const named = [
    ["podSubnet", podSubnets],
    ["serviceSubnet", serviceSubnets],
  ] as const;
  for (const [name, subnets] of named) {
    const wrong = subnets.flatMap((subnet) => cidrProblem(subnet) ?? []);
    for (const problem of wrong) complain(name, problem);
    if (wrong.length === 0 && subnets.map(cidrFamily).join() !== addressFamilies(family).join())
      complain(name, `lab:ipFamily is ${family}, so it has to be ${wantedForm[family]}`);
  }
  if (problems.length > 0) return problems;

  for (const subnet of podSubnets)
    if (nodesOf(subnet) < nodes)
      complain(
        "podSubnet",
        `${podSubnets.length > 1 ? `${subnet} has` : "it has"} no /${nodeSubnetLength(subnet)} for each of ${nodes} node${nodes > 1 ? "s" : ""}`,
      );
  for (const pod of podSubnets)
    for (const service of serviceSubnets)
      if (overlap(pod, service)) complain("podSubnet", `it overlaps lab:serviceSubnet, ${service}`);
  for (const [name, subnets] of named)
    for (const [owner, taken] of Object.entries(reservedNetworks))
      for (const other of taken)
        if (subnets.some((subnet) => overlap(subnet, other))) complain(name, `it overlaps ${owner}, ${other}`);
  return problems;
}

const wantedForm: Readonly<Record<IpFamily, string>> = {
  ipv4: "one IPv4 network",
  ipv6: "one IPv6 network",
  dual: "an IPv4 and an IPv6 network with a comma between them",
};
