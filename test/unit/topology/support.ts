import assert from "node:assert/strict";
import type { Topology } from "../../../components/topology/topology.ts";
import { runNode } from "../support.ts";

/** A planned topology, and of each check its ends: `<id> > <id> > <way>`. */
export interface Printed {
  readonly topology: Topology;
  readonly ends: Readonly<Record<string, string>>;
}

/** Topologies of scenarios with settings, `scenario=overlay step=1`; planned in one process of its own, one after another. */
export async function printedTopologies(...settings: string[]): Promise<Printed[]> {
  const script = "test/unit/topology/print-topologies.ts";
  const { status, stdout, stderr } = await runNode(["--import", "tsx", script, ...settings]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Printed[];
}

/** Networks as lines: `green-network: secondary, layer 2, 192.168.200.0/24`. */
export function networksOf({ networks }: Topology): string[] {
  return networks.map(({ name, role, topology, vlanId, ranges }) => {
    const words = [role, topology, vlanId === undefined ? undefined : `VLAN ${vlanId}`, ...ranges];
    return `${name}: ${words.filter((word) => word !== undefined).join(", ")}`;
  });
}

/** Namespaces with their networks: `blue: blue-network`. */
export function namespacesOf({ namespaces, networks }: Topology): string[] {
  return namespaces.map(({ name, network }) => `${name}: ${networks.find(({ id }) => id === network)?.name ?? "none"}`);
}

/** Workloads with their networks and addresses: `pod a/b: net, other 192.0.2.1/24`. */
export function workloadsOf({ workloads, networks }: Topology): string[] {
  return workloads.map(({ id, attachments }) => {
    const on = attachments.map(({ network, address }) =>
      [networks.find(({ id: one }) => one === network)?.name ?? "none", address].filter(Boolean).join(" "),
    );
    return `${id}: ${on.join(", ")}`;
  });
}

/** Policies: `red/allow of app-red-0; out: …`. */
export function policiesOf({ policies }: Topology): string[] {
  return policies.map(({ kind, namespace, name, workloads, rules, network }) =>
    [`${kind} ${namespace}/${name}`, workloads.join(" "), network ?? "primary", ...rules].join("; "),
  );
}
