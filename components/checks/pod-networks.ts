import { z } from "zod";
import type { AddressFamily } from "../settings/ip-family.ts";
import { chooseAddress, wanted } from "./address-family.ts";

/** Annotation in which OVN-Kubernetes reports a pod's networks (v1.0 to master). */
export const podNetworksAnnotation = "k8s.ovn.org/pod-networks";

const schema = z.record(
  z.string(),
  z.object({ role: z.string().optional(), ip_addresses: z.array(z.string()).optional() }),
);

/**
 * The first address of a pod in a role, or the first of a family.
 * @param role `primary` on a user-defined network; `infrastructure-locked` is its address on the default network
 */
export function podNetworkAddress(
  annotations: Readonly<Record<string, string>>,
  role: "primary" | "infrastructure-locked",
  family?: AddressFamily,
): { address: string } | { problem: string } {
  const annotation = annotations[podNetworksAnnotation];
  if (!annotation) return { problem: `no annotation ${podNetworksAnnotation}` };
  const networks = parse(annotation);
  if (!networks)
    return { problem: `the annotation ${podNetworksAnnotation} is no object of networks: ${annotation.slice(0, 200)}` };
  const entry = Object.values(networks).find((network) => network.role === role);
  if (!entry) {
    const roles = Object.entries(networks).map(([name, network]) => `${name} (${network.role ?? "no role"})`);
    return { problem: `no network with the role ${role}; ${roles.join(", ") || "none at all"}` };
  }
  // `ip_address` is deprecated and absent in dual stack.
  const address = chooseAddress(entry.ip_addresses ?? [], family);
  return address ? { address } : { problem: `no ${wanted(family)} in the role ${role}` };
}

function parse(annotation: string): z.infer<typeof schema> | undefined {
  try {
    return schema.parse(JSON.parse(annotation));
  } catch {
    return undefined;
  }
}
