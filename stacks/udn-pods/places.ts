import type { PodSource, Target } from "../../components/checks/check.ts";
import type { AddressFamily } from "../../components/settings/ip-family.ts";
import { type AddedTenant, namespaceOf, overlappingTenant, type Tenant, tenants } from "./networks.ts";
import { first, single } from "./workloads.ts";

export const apiServer = "kubernetes.default.svc.cluster.local";

/** Google's resolvers; the talk names the first. */
const internetAddress: Readonly<Record<AddressFamily, string>> = { ipv4: "8.8.8.8", ipv6: "2001:4860:4860::8888" };

/** Where the workshop's checks start and what they go to. */
export function places(namePrefix: string, family: AddressFamily) {
  const inNamespace = (tenant: Tenant): string => namespaceOf(tenant, namePrefix);
  const from = (tenant: Tenant, container: string, app = `app-${tenant}`): PodSource => ({
    kind: "pod",
    namespace: inNamespace(tenant),
    pod: `${app}-0`,
    container,
  });
  return {
    blue: from("blue", single),
    green: from("green", single),
    red: from("red", first),
    yellow: from("yellow", first),
    overlapping: from(overlappingTenant, single, "app-overlapping-blue"),
    firstPod: (tenant: AddedTenant): PodSource => from(tenant, single),
    host: { kind: "host" } as const,
    internet: { kind: "host", host: internetAddress[family] } satisfies Target,
    secondPod: (tenant: Tenant, role: "primary" | "infrastructure-locked" = "primary"): Target => ({
      kind: "pod-network",
      namespace: inNamespace(tenant),
      pod: `app-${tenant}-1`,
      role,
    }),
    service: (tenant: Tenant): Target => ({
      kind: "service",
      namespace: inNamespace(tenant),
      service: `service-${tenant}`,
    }),
    nodePort: (tenant: Tenant, worker: number): Target => ({
      kind: "node-port",
      namespace: inNamespace(tenant),
      service: `service-${tenant}`,
      worker,
    }),
    noPolicies: (...extra: Tenant[]): Target => ({
      kind: "policies",
      namespaces: [...tenants, ...extra].map(inNamespace),
    }),
  };
}

export type Places = ReturnType<typeof places>;
