import { lstatSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "@kubernetes/client-node";
import { loadKubeConfig } from "../../kubernetes-api/client.ts";

/**
 * Removes the copies of a cluster's kubeconfig that Pulumi's Kubernetes provider leaves among the temporary files: it writes one
 * each time it starts (up to 4.34 at least), with the keys of the cluster's administrator, and removes none. Only those of this very
 * cluster go, known by its name and its server's address. Never fails.
 * @param kubeconfig the stack's own; without it nothing is removed
 */
export function removeProviderCopies(kubeconfig: string, folder: string = tmpdir()): void {
  const own = clusterIn(kubeconfig);
  if (own) removeCopiesOf(own, folder);
}

/** The same of a cluster whose name and server are known. */
export function removeCopiesOf(own: Pick<Cluster, "name" | "server">, folder: string = tmpdir()): void {
  for (const name of readdirSync(folder).filter((file) => /^kubeconfig\d+$/.test(file))) {
    const path = join(folder, name);
    const copy = isOwnFile(path) ? clusterIn(path) : undefined;
    if (copy?.name === own.name && copy.server === own.server) rmSync(path, { force: true });
  }
}

/** The cluster of a kubeconfig that has one only. */
function clusterIn(path: string): Cluster | undefined {
  try {
    const { clusters } = loadKubeConfig({ kubeconfig: path });
    return clusters.length === 1 ? clusters[0] : undefined;
  } catch {
    return undefined;
  }
}

function isOwnFile(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.uid === process.getuid?.();
}
