import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";

const network = z.object({
  engine: z.enum(["docker", "podman"]),
  name: z.string(),
  /** Absent as long as the creation that brings the network has not ended. */
  id: z.string().optional(),
});

/** A container network that was not there before a stack's kind cluster, so it is to go with it. */
export type NetworkNote = z.infer<typeof network>;

const schema = z.object({
  kind: z.enum(["kind", "simulated"]),
  name: z.string(),
  /** Names this making of the cluster; a cluster made anew has another one. */
  incarnation: z.string(),
  /** "creating" is written before anything is made, so that whatever an interrupted run left is known as the stack's own. */
  phase: z.enum(["creating", "ready"]),
  /** ISO 8601. */
  createdAt: z.string(),
  /** Identifiers of the node containers of a ready kind cluster. */
  containers: z.array(z.string()).default([]),
  /** Tells this making from one with another configuration. Absent in records of earlier versions. */
  configMark: z.string().optional(),
  /** Of a kind cluster: where its state is. Absent: on disk, as earlier versions had it. */
  etcd: z.enum(["memory", "disk"]).optional(),
  /** Of a ready kind cluster: the UID of its namespace kube-system, which an emptied cluster has no more. */
  uid: z.string().optional(),
  /** Of a kind cluster: the network of its nodes, if it came with a cluster of this project. */
  network: network.optional(),
});

/** What a stack notes about the cluster it made: the proof of ownership that kind and its containers cannot hold. */
export type ClusterRecord = z.infer<typeof schema>;

const file = (directory: string): string => join(directory, "cluster.json");

/** The stack's record, or undefined if it has none or one that cannot be read. */
export function readClusterRecord(directory: string): ClusterRecord | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file(directory), "utf8")));
  } catch {
    return undefined;
  }
}

/** The records of the other stacks whose folders lie beside a stack's own, by stack. */
export function otherClusterRecords(directory: string): Map<string, ClusterRecord> {
  const own = resolve(directory);
  const found = new Map<string, ClusterRecord>();
  for (const name of namesIn(dirname(own))) {
    const record = name === basename(own) ? undefined : readClusterRecord(join(dirname(own), name));
    if (record) found.set(name, record);
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Writes the record in one step, so that a reader sees the old one or the new one. */
export function writeClusterRecord(directory: string, record: ClusterRecord): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const temporary = `${file(directory)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file(directory));
}

export function removeClusterRecord(directory: string): void {
  rmSync(file(directory), { force: true });
}
