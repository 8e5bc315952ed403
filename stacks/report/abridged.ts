import type { Topology } from "../../components/topology/topology.ts";
import type { Alike } from "../scenario.ts";
import type { Entry } from "./entries.ts";

/** As many of those that are alike are shown, from the first on, */
const usual = 3;
/** and as many more that a failed check is about. */
const mostFailed = 6;

/** What a picture and a matrix show of a lab. */
export interface Abridged {
  readonly topology: Topology;
  readonly entries: readonly Entry[];
  /** What is not shown, in a sentence; undefined: all is. */
  readonly leftOut?: string;
}

/**
 * Leaves namespaces out that are like others, with their checks: a picture of a hundred tenants can be neither laid out nor read. Those
 * that a failed check is about stay, up to a few.
 */
export function abridge(topology: Topology, entries: readonly Entry[], alike: Alike | undefined): Abridged {
  const there = new Set(topology.namespaces.map(({ name }) => name));
  const all = (alike?.namespaces ?? []).filter((name) => there.has(name));
  const about = new Set(entries.filter(({ state }) => state === "failed").flatMap(namespacesOf));
  const failed = all.slice(usual).filter((name) => about.has(name));
  const shown = new Set([...all.slice(0, usual), ...failed.slice(0, mostFailed)]);
  const left = new Set(all.filter((name) => !shown.has(name)));
  if (alike === undefined || left.size === 0) return { topology, entries };
  const stays = ({ namespace }: { readonly namespace: string }): boolean => !left.has(namespace);
  const namespaces = topology.namespaces.filter(({ name }) => !left.has(name));
  const used = new Set(namespaces.map(({ network }) => network));
  const unused = new Set(topology.namespaces.map(({ network }) => network).filter((network) => !used.has(network)));
  return {
    topology: {
      ...topology,
      namespaces,
      networks: topology.networks.filter(({ id }) => !unused.has(id)),
      workloads: topology.workloads.filter(stays),
      services: topology.services.filter(stays),
      policies: topology.policies.filter(stays),
    },
    entries: entries.filter((entry) => !namespacesOf(entry).some((name) => left.has(name))),
    leftOut: sentence(alike.what, all, left, failed.length - Math.min(failed.length, mostFailed)),
  };
}

function namespacesOf({ ends: { from, to } }: Entry): string[] {
  return [from, to].flatMap((node) => ("namespace" in node ? node.namespace : []));
}

function sentence(what: string, all: readonly string[], left: ReadonlySet<string>, failed: number): string {
  const also = failed === 0 ? "" : ` Checks of ${failed} of them failed, too.`;
  return `${left.size} of ${all.length} ${what} are left out here: ${rowsOf(all, left).join(", ")}.${also} The tables of checks have all.`;
}

/** `tenant-004 to tenant-049`, for each row of neighbours. */
function rowsOf(all: readonly string[], left: ReadonlySet<string>): string[] {
  const rows: string[][] = [];
  all.forEach((name, i) => {
    if (!left.has(name)) return;
    const before = all[i - 1];
    if (before !== undefined && left.has(before)) rows.at(-1)?.push(name);
    else rows.push([name]);
  });
  return rows.map((row) => (row.length === 1 ? (row[0] ?? "") : `${row[0] ?? ""} to ${row.at(-1) ?? ""}`));
}
