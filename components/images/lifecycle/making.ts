import { isAtWork } from "../../clusters/at-work.ts";
import { readClusterRecord } from "../../clusters/cluster-record.ts";
import { type Look, waitFor } from "../../wait.ts";
import type { ImagesRequest } from "./request.ts";

type Making = Pick<ImagesRequest, "cluster" | "incarnation" | "configMark" | "directory" | "afterArchives">;

/** Whether the stack's cluster is of this making, being made or ready: its nodes, as far as they are there, are the right ones. */
export function isBegun({ cluster, incarnation, configMark, directory, afterArchives }: Making): boolean {
  const record = readClusterRecord(directory);
  return (
    record?.kind === "kind" &&
    record.name === cluster &&
    record.incarnation === incarnation &&
    record.configMark === configMark &&
    (afterArchives !== true || record.phase === "ready")
  );
}

/** How long nobody may be at work before that means that the cluster does not come, in milliseconds. */
const usualPatience = { beforeAnybodyWas: 30_000, afterwards: 10_000 };

/**
 * Waits until the cluster is begun. The process that makes it starts at the same time as this one, and may have another to remove first.
 * @returns false if it does not come: whoever was to make it has failed
 */
export function untilBegun(making: Making, patience = usualPatience): Promise<boolean> {
  let limit = patience.beforeAnybodyWas;
  let since = Date.now();
  const what = `kind cluster ${making.cluster} to be begun`;
  // As long as it may take to make a cluster.
  return waitFor<boolean>({ what, timeout: 1800, interval: 0.25 }, () => {
    const look = (): Look<boolean> => {
      if (isBegun(making)) return { met: true };
      if (isAtWork(making.directory)) {
        limit = patience.afterwards;
        since = Date.now();
        return { seen: "it is not there yet" };
      }
      return Date.now() - since < limit ? { seen: "nobody makes it" } : { met: false };
    };
    return Promise.resolve(look());
  });
}
