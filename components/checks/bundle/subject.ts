import { familyOf } from "../address-family.ts";
import type { Check } from "../check.ts";

export interface PodName {
  readonly namespace: string;
  readonly pod: string;
}

/** What checks are about, as far as they say it themselves. */
export interface Subject {
  readonly namespaces: readonly string[];
  readonly pods: readonly PodName[];
  readonly guests: readonly { readonly namespace: string; readonly vm: string }[];
  readonly services: readonly { readonly namespace: string; readonly service: string }[];
  /** Fixed addresses: whose they are shows only in the cluster. */
  readonly addresses: readonly string[];
  /** Workers whose node ports are asked, 1 for the first by name. */
  readonly workers: readonly number[];
  /** Whether a name has to be resolved. */
  readonly resolvesNames: boolean;
}

export function subjectOf(checks: readonly Check[]): Subject {
  const ends = checks.flatMap(({ from, to }) => [from, to]);
  const namespaces = ends.flatMap((end) =>
    end.kind === "policies" ? end.namespaces : "namespace" in end ? [end.namespace] : [],
  );
  const hosts = checks.flatMap(({ to }) => (to.kind === "host" ? [to.host] : []));
  return {
    namespaces: [...new Set(namespaces)],
    pods: unique(ends.flatMap((end) => ("pod" in end ? [{ namespace: end.namespace, pod: end.pod }] : []))),
    guests: unique(ends.flatMap((end) => ("vm" in end ? [{ namespace: end.namespace, vm: end.vm }] : []))),
    services: unique(
      ends.flatMap((end) => ("service" in end ? [{ namespace: end.namespace, service: end.service }] : [])),
    ),
    addresses: [...new Set(hosts.filter((host) => familyOf(host) !== undefined))],
    workers: [...new Set(ends.flatMap((end) => (end.kind === "node-port" ? [end.worker] : [])))],
    resolvesNames: hosts.some((host) => familyOf(host) === undefined),
  };
}

function unique<T extends object>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
