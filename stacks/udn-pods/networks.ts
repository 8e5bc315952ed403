import {
  clusterUserDefinedNetwork,
  type Layer3Network,
  primaryNetworkLabel,
  userDefinedNetwork,
} from "../../components/networks/user-defined-network.ts";

/** Everything of the workshop carries it. */
export const purpose = { purpose: "devconf-eu-2025-demo" } as const;

/** Namespaces of the first steps, each on a primary user-defined network. */
export const namespaces = ["blue", "green", "red", "yellow"] as const;

/** Comes later, with a network in the same range as blue's. */
export const overlappingNamespace = "overlapping-with-blue";

export function namespaceManifest(name: string) {
  return { metadata: { name, labels: { name, [primaryNetworkLabel]: "", ...purpose } } };
}

export const networkRanges = {
  blue: ["103.103.0.0/16"],
  green: ["203.203.0.0/16"],
  enterprise: ["192.168.0.0/16"],
} as const;

function layer3(cidr: string): Layer3Network {
  return { topology: "Layer3", subnets: [{ cidr, hostSubnet: 24 }] };
}

function networkOf(namespace: string, cidr: string) {
  const labels = { name: namespace, ...purpose };
  return userDefinedNetwork({ name: `${namespace}-network`, namespace, labels }, layer3(cidr));
}

/** A network each for blue and green. */
export const networks = [networkOf("blue", networkRanges.blue[0]), networkOf("green", networkRanges.green[0])];

/** One network over red and yellow. */
export const enterpriseNetwork = clusterUserDefinedNetwork(
  { name: "colored-enterprise", labels: purpose },
  ["red", "yellow"],
  { topology: "Layer2", subnets: networkRanges.enterprise, ipamLifecycle: "Persistent" },
);

export const overlappingNetwork = networkOf(overlappingNamespace, networkRanges.blue[0]);
