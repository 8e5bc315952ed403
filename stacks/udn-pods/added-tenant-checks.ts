import type { Check } from "../../components/checks/check.ts";
import { blocked, http, reaches } from "./check-words.ts";
import { type AddedTenant, addedTenants, type Tenant } from "./networks.ts";
import type { Places } from "./places.ts";

/** Name of the step that adds tenants. */
export const addedTenantsStep = "added-tenants";

/**
 * Two checks of each added tenant, `S001a` and `S001b`: its client reaches its server, and not that of the next tenant. What proves
 * that the next one's server is there is the next one's own first check. After the last tenant comes the workshop's blue.
 */
export function addedTenantChecks(count: number, { firstPod, secondPod }: Places): Check[] {
  const all = addedTenants(count);
  return all.flatMap((tenant, i) => {
    const next = all[i + 1];
    const common = { step: addedTenantsStep, from: firstPod(tenant), how: http(8080) };
    return [
      {
        ...common,
        id: ownServerCheck(tenant),
        title: `${tenant}'s client reaches its server`,
        to: secondPod(tenant),
        expect: reaches(serverOf(tenant)),
      },
      {
        ...common,
        id: `${numbered(tenant)}b`,
        title: `${tenant}'s client does not reach the server of ${next ?? "blue"}`,
        to: secondPod(next ?? "blue"),
        expect: blocked(next ? ownServerCheck(next) : "P01", serverOf(next ?? "blue")),
      },
    ];
  });
}

function ownServerCheck(tenant: AddedTenant): string {
  return `${numbered(tenant)}a`;
}

function numbered(tenant: AddedTenant): string {
  return tenant.replace("tenant-", "S");
}

/** The second pod, by the name that it answers with. */
function serverOf(tenant: Tenant): string {
  return `app-${tenant}-1`;
}
