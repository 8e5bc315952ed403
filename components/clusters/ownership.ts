import type { NodeContainer } from "./container-engine.ts";
import type { ClusterRecord } from "./cluster-record.ts";

/**
 * Whether the containers of a kind cluster are the ones that a stack's record tells of. A name proves nothing: the
 * stack's cluster may be gone and somebody else's have taken its name.
 */
export function owns(record: ClusterRecord | undefined, name: string, containers: readonly NodeContainer[]): boolean {
  if (!record || record.kind !== "kind" || record.name !== name) return false;
  if (record.phase === "creating")
    return containers.every((container) => container.createdAt >= Date.parse(record.createdAt));
  return containers.every((container) => record.containers.includes(container.id));
}

/** @param stack whose settings are to be changed */
export function foreignCluster(name: string, stack: string): string {
  return (
    `a kind cluster ${name} exists and this stack did not make it, so it is left alone. ` +
    `Choose another name (pulumi config set lab:clusterName <name> --stack ${stack}) or remove it yourself (kind delete cluster --name ${name})`
  );
}
