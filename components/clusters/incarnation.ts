import { randomBytes } from "node:crypto";
import type { ApiAccess } from "../kubernetes-api/client.ts";
import { clusterUid } from "../kubernetes-api/identity.ts";
import { probeApi } from "../kubernetes-api/readiness.ts";
import { waitFor } from "../wait.ts";
import { readClusterRecord } from "./cluster-record.ts";
import type { ContainerEngine } from "./container-engine.ts";
import { emptiedSentence, lookForContainers, lostSentence } from "./lost-cluster.ts";

/** Seconds that one look waits for an answer. */
const patience = 5;

/** What there is of a stack's own cluster when the program starts. */
export type ClusterState =
  | { readonly present: true; readonly incarnation: string }
  | {
      readonly present: false;
      readonly incarnation: string;
      readonly lost?: string;
      /** Whether its API server takes connections and never answers. */
      readonly silent?: boolean;
    };

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
  const emptied: ClusterState = { present: false, incarnation: fresh, lost: emptiedSentence(record) };
  const last = { isRefused: false, isSilent: false };
  try {
    // A busy machine may need more than one look; a cluster must not be rebuilt because of one lost answer.
    const found = await waitFor({ what: `the API of ${kind} cluster ${name}`, timeout: 10 }, async () => {
      last.isRefused = false;
      const answer = await probeApi(access, patience);
      last.isSilent = "silent" in answer && answer.silent;
      if (!("version" in answer)) return { seen: answer.reason };
      if (record.uid === undefined) return { met: "it" };
      // After a restart without its state, the API server makes a new kube-system, and knows no more what the kubeconfig's user
      // may do; but that it does not know while it starts, either.
      const identity = await clusterUid(access, patience);
      if ("uid" in identity) return { met: identity.uid === record.uid ? "it" : "another" };
      last.isRefused = identity.answered;
      return { seen: identity.reason };
    });
    return found === "it" ? { present: true, incarnation } : emptied;
  } catch (error) {
    if (last.isRefused) return emptied;
    const seen = kind === "kind" ? await lookForContainers(record, containerEngine) : undefined;
    const lost = lostSentence(record, (error as Error).message, seen);
    return { present: false, incarnation: fresh, lost, silent: last.isSilent };
  }
}
