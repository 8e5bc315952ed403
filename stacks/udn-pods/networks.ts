import {
  clusterUserDefinedNetwork,
  type Layer3Network,
  primaryNetworkLabel,
  userDefinedNetwork,
} from "../../components/networks/user-defined-network.ts";
import { type AddressFamily, byFamily } from "../../components/settings/ip-family.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";

/** Everything of the workshop carries it. */
export const purpose = { purpose: "devconf-eu-2025-demo" } as const;

/** The workshop's namespaces of the first steps, each on a primary user-defined network. */
export const tenants = ["blue", "green", "red", "yellow"] as const;

/** Comes later, with a network in the same range as blue's. */
export const overlappingTenant = "overlapping-with-blue" as const;

/** One of those that `lab:scale` adds. */
export type AddedTenant = `tenant-${string}`;

export type Tenant = (typeof tenants)[number] | typeof overlappingTenant | AddedTenant;

/** `tenant-001` and so on. */
export function addedTenants(count: number): AddedTenant[] {
  return Array.from({ length: count }, (_, i) => `tenant-${String(i + 1).padStart(3, "0")}` as const);
}

/** The talk's ranges, and for IPv6, of which it has none, private ones that read like them. */
const ranges: Readonly<Record<"blue" | "green" | "enterprise", Readonly<Record<AddressFamily, string>>>> = {
  blue: { ipv4: "103.103.0.0/16", ipv6: "fd00:103:103::/48" },
  green: { ipv4: "203.203.0.0/16", ipv6: "fd00:203:203::/48" },
  enterprise: { ipv4: "192.168.0.0/16", ipv6: "fd00:192:168::/64" },
};
const hostSubnet: Readonly<Record<AddressFamily, number>> = { ipv4: 24, ipv6: 64 };

/** The name of a tenant's namespace: its own, behind the prefix that is set. */
export function namespaceOf(tenant: Tenant, namePrefix: string): string {
  return `${namePrefix}${tenant}`;
}

/** The workshop's networks as the settings want them. */
export function workshopNetworks({ ipFamily, namePrefix }: Pick<ScenarioSettings, "ipFamily" | "namePrefix">) {
  const inNamespace = (tenant: Tenant): string => namespaceOf(tenant, namePrefix);
  const routed = (range: keyof typeof ranges): Layer3Network => ({
    topology: "Layer3",
    subnets: byFamily(ipFamily, {
      ipv4: { cidr: ranges[range].ipv4, hostSubnet: hostSubnet.ipv4 },
      ipv6: { cidr: ranges[range].ipv6, hostSubnet: hostSubnet.ipv6 },
    }),
  });
  const networkOf = (tenant: Tenant, range: keyof typeof ranges) =>
    userDefinedNetwork(
      { name: `${tenant}-network`, namespace: inNamespace(tenant), labels: { name: tenant, ...purpose } },
      routed(range),
    );
  return {
    namespaceManifest: (tenant: Tenant) => ({
      metadata: { name: inNamespace(tenant), labels: { name: tenant, [primaryNetworkLabel]: "", ...purpose } },
    }),
    ranges: {
      blue: byFamily(ipFamily, ranges.blue),
      green: byFamily(ipFamily, ranges.green),
      enterprise: byFamily(ipFamily, ranges.enterprise),
    },
    /** A network each for blue and green. */
    separate: { blue: networkOf("blue", "blue"), green: networkOf("green", "green") },
    /** One network over red and yellow. */
    enterprise: clusterUserDefinedNetwork(
      { name: `${namePrefix}colored-enterprise`, labels: purpose },
      [inNamespace("red"), inNamespace("yellow")],
      { topology: "Layer2", subnets: byFamily(ipFamily, ranges.enterprise), ipamLifecycle: "Persistent" },
    ),
    overlapping: networkOf(overlappingTenant, "blue"),
    /** Blue's range and green's in turn: neighbours have different ones, and each range is that of many. */
    added: (tenant: AddedTenant, i: number) => networkOf(tenant, i % 2 === 0 ? "blue" : "green"),
  };
}

export type WorkshopNetworks = ReturnType<typeof workshopNetworks>;
