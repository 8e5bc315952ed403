import { createHash } from "node:crypto";

/**
 * Name of the VLAN interface of a cluster, `lab-58c0e1.123`. `<bridge>.<vlan>`, as the talk has it, does not fit: Linux takes 15
 * characters (IFNAMSIZ), and docker's bridge has 15 already. The name of a kind cluster is unique on its machine, so this is too.
 */
export function vlanInterface(cluster: string, vlanId: number): string {
  const digest = createHash("sha256").update(cluster).digest("hex").slice(0, 6);
  return `lab-${digest}.${vlanId}`;
}

/** Name of the database's container: stacks of one machine have clusters of different names. */
export function databaseContainer(cluster: string): string {
  return `${cluster}-turtle-db`;
}
