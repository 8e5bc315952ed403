import { randomBytes } from "node:crypto";
import type { ApiAccess } from "../kubernetes-api/client.ts";
import { probeApi } from "../kubernetes-api/readiness.ts";
import { waitFor } from "../wait.ts";
import { readClusterRecord } from "./cluster-record.ts";
import type { ContainerEngine } from "./container-engine.ts";
import { lookForContainers, lostSentence } from "./lost-cluster.ts";

/** What there is of a stack's own cluster when the program starts. */
export type ClusterState =
  | { readonly present: true; readonly incarnation: string }
  | { readonly present: false; readonly incarnation: string; readonly lost?: string };

/**
 * Looks whether the cluster that a stack made is there and answers. If not, it gets a new incarnation, so that Pulumi
 * makes the cluster, and everything in it, anew. `lost` says in a sentence what has become of a cluster which was there.
 * @param containerEngine of a kind cluster, as its settings say
 */
export async function clusterState(
  directory: string,
  access: ApiAccess,
  containerEngine: "auto" | ContainerEngine = "auto",
): Promise<ClusterState> {
  const fresh = randomBytes(4).toString("hex");
  const record = readClusterRecord(directory);
  if (record?.phase !== "ready") return { present: false, incarnation: fresh };
  const { incarnation, kind, name } = record;
  try {
    // A busy machine may need more than one look; a cluster must not be rebuilt because of one lost answer.
    await waitFor({ what: `the API of ${kind} cluster ${name}`, timeout: 10 }, async () => {
      const answer = await probeApi(access);
      return "version" in answer ? { met: answer.version } : { seen: answer.reason };
    });
    return { present: true, incarnation };
  } catch (error) {
    const seen = kind === "kind" ? await lookForContainers(record, containerEngine) : undefined;
    return { present: false, incarnation: fresh, lost: lostSentence(record, (error as Error).message, seen) };
  }
}
