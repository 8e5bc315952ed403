import type { PolicyFacts } from "../facts.ts";
import { type Case, type Cause, namespacesOf } from "./cause.ts";
import { policies } from "./commands.ts";

/** Policies that could be in the way. Those of pods' networks are not about attachments, and the other way round. */
export function forbidding(c: Case, what?: string): Cause[] {
  const kinds: readonly PolicyFacts["kind"][] =
    c.check.to.kind === "secondary-network" || isOnAttachment(c)
      ? ["MultiNetworkPolicy"]
      : ["NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy"];
  const found = (c.facts.policies ?? []).filter(
    ({ kind, namespace }) => kinds.includes(kind) && (namespace === undefined || namespacesOf(c).includes(namespace)),
  );
  const [first] = found;
  if (!first) return [];
  const names = found.map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ""}${name}`);
  return [
    {
      what: `a policy forbids ${what ?? "it"}: ${names.slice(0, 3).join(", ")}${names.length > 3 ? " and others" : ""}`,
      confirm: first.namespace
        ? policies(first.namespace)
        : `kubectl get ${first.kind.toLowerCase()} ${first.name} -o yaml`,
    },
  ];
}

/** A fixed address of scenarios with attachments is one on them. */
export function isOnAttachment({ check: { from, to }, facts }: Case): boolean {
  return (
    to.kind === "host" &&
    /^[\d.:a-fA-F]+$/.test(to.host) &&
    (facts.attachments ?? []).length > 0 &&
    from.kind !== "host"
  );
}
