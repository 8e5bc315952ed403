import type { PolicyPeer, PolicyRule, PolicySpec } from "./manifests.ts";
import { describeSelector } from "./selectors.ts";

/** What a policy allows, a line for each direction that it is about: `out: TCP 9000 to 192.168.200.0/24`. */
export function describeRules({ policyTypes, ingress = [], egress = [] }: PolicySpec): string[] {
  return policyTypes.map((type) =>
    type === "Ingress"
      ? `in: ${allowed(ingress, "from", ({ from }) => from)}`
      : `out: ${allowed(egress, "to", ({ to }) => to)}`,
  );
}

function allowed(
  rules: readonly PolicyRule[],
  direction: "from" | "to",
  peersOf: (rule: PolicyRule) => readonly PolicyPeer[] | undefined,
): string {
  if (rules.length === 0) return "nothing";
  return rules
    .map((rule) => {
      const ports = rule.ports?.map(({ protocol = "TCP", port }) => `${protocol} ${port}`).join(", ") ?? "everything";
      const peers = peersOf(rule)?.map(describePeer).join(" or ") ?? "everybody";
      return `${ports} ${direction} ${peers}`;
    })
    .join("; ");
}

function describePeer({ ipBlock, podSelector, namespaceSelector }: PolicyPeer): string {
  if (ipBlock) return ipBlock.cidr;
  const pods = podSelector ? `pods with ${describeSelector(podSelector)}` : "all pods";
  if (!namespaceSelector) return `${pods} of this namespace`;
  const namespaces = describeSelector(namespaceSelector);
  return `${pods} of ${namespaces === "all" ? "all namespaces" : `namespaces with ${namespaces}`}`;
}
