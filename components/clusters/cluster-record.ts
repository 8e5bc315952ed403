import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

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
