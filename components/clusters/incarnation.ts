import { randomBytes } from "node:crypto";
import type { ApiAccess } from "../kubernetes-api/client.ts";
import { probeApi } from "../kubernetes-api/readiness.ts";
import { waitFor } from "../wait.ts";
import { readClusterRecord } from "./cluster-record.ts";

/** What there is of a stack's own cluster when the program starts. */
export type ClusterState =
  | { readonly present: true; readonly incarnation: string }
  | { readonly present: false; readonly incarnation: string; readonly lost?: string };

/**
 * Looks whether the cluster that a stack made is there and answers. If not, it gets a new incarnation, so that Pulumi
 * makes the cluster, and everything in it, anew. `lost` says in a sentence that a cluster which was there is gone.
 */
export async function clusterState(directory: string, access: ApiAccess): Promise<ClusterState> {
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
    const why = (error as Error).message;
    return {
      present: false,
      incarnation: fresh,
      lost: `the ${kind} cluster ${name} is gone or does not answer (${why}); it will be made anew`,
    };
  }
}
