import { clusterUserDefinedNetwork, primaryNetworkLabel } from "../../components/networks/user-defined-network.ts";
import type { Cidr } from "../../components/settings/cidr.ts";
import { type AddressFamily, byFamily, type IpFamily } from "../../components/settings/ip-family.ts";

/** Range of the network by family. The talk has IPv4 alone; the IPv6 one is this project's choice, a unique local range. */
export const ranges: Readonly<Record<AddressFamily, Cidr>> = { ipv4: "192.168.0.0/16", ipv6: "fd00:192:168::/64" };

/** First address of the range, which the network's router has. */
export const gateway = "192.168.0.1";

export function tenantNamespaces(namePrefix: string) {
  return { red: `${namePrefix}red-namespace`, blue: `${namePrefix}blue-namespace` } as const;
}

export type Tenants = ReturnType<typeof tenantNamespaces>;

/** The network is the pods' primary one, which a namespace has to say from its creation. */
export function namespaceManifest(name: string) {
  return { metadata: { name, labels: { [primaryNetworkLabel]: "" } } };
}

/** One network over both namespaces. Its addresses stay with a virtual machine wherever that runs. */
export function tenantNetwork(namePrefix: string, tenants: Tenants, family: IpFamily) {
  return clusterUserDefinedNetwork({ name: `${namePrefix}happy-tenant` }, Object.values(tenants), {
    topology: "Layer2",
    subnets: byFamily(family, ranges),
    ipamLifecycle: "Persistent",
  });
}
