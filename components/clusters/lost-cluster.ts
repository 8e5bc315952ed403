import type { ClusterRecord } from "./cluster-record.ts";
import { type ContainerEngine, findEngine, kindContainers } from "./container-engine.ts";

/** What an engine tells of the containers of a kind cluster whose API does not answer. */
export type ContainersSeen =
  | { readonly engine?: undefined; readonly reasons: readonly string[] }
  | { readonly engine: ContainerEngine; readonly running: readonly string[]; readonly stopped: readonly string[] };

/** Seconds that a look waits for an engine. */
const patience = 3;

/**
 * Looks for the containers that a record names, running or not.
 * @param wanted the engine of the settings; of several that could be meant, the one that the record notes is asked
 */
export async function lookForContainers(
  record: ClusterRecord,
  wanted: "auto" | ContainerEngine,
): Promise<ContainersSeen> {
  const found = await findEngine(wanted === "auto" ? (record.network?.engine ?? wanted) : wanted, patience);
  if (!found.engine) return { reasons: found.reasons };
  try {
    const own = (await kindContainers(found.engine, record.name)).filter(({ id }) => record.containers.includes(id));
    const names = (running: boolean): string[] => own.filter((one) => one.running === running).map(({ name }) => name);
    return { engine: found.engine, running: names(true), stopped: names(false).toSorted() };
  } catch (error) {
    return { reasons: [(error as Error).message] };
  }
}

/**
 * Says in a sentence what has become of a cluster that was made and does not answer, and what brings it back if that is less than making it anew.
 * @param why what was seen of the API
 * @param seen of a kind cluster's containers; undefined for a simulated one
 */
export function lostSentence(
  { kind, name, containers, etcd }: ClusterRecord,
  why: string,
  seen?: ContainersSeen,
): string {
  const cluster = `the ${kind} cluster ${name}`;
  if (seen && seen.engine === undefined)
    return (
      `${cluster} does not answer, for its container engine does not (${seen.reasons.join("; ")}); ` +
      "start the engine, and look again with npm run preview: without it nothing can be made anew either"
    );
  const all = seen ? seen.running.length + seen.stopped.length : 0;
  if (seen && all > 0 && all === containers.length) {
    if (seen.stopped.length > 0 && etcd === "memory")
      return (
        `${cluster} is stopped, and its state, which etcd had in memory, is lost with that; it will be made anew by npm run up ` +
        "(with lab:etcd disk, a cluster survives it)"
      );
    if (seen.stopped.length > 0)
      return (
        `${cluster} is stopped: ${seen.engine} start ${seen.stopped.join(" ")} brings it back as it was; ` +
        "without that, it will be made anew by npm run up"
      );
    return (
      `${cluster} does not answer (${why}), though its containers run; it may be starting, so look again in a minute with npm run preview: ` +
      "it would be made anew now"
    );
  }
  return `${cluster} is gone or does not answer (${why}); it will be made anew by npm run up`;
}

/** The same of a cluster that answers, but has nothing any more of what was made in it. */
export function emptiedSentence({ kind, name, etcd }: ClusterRecord): string {
  const cluster = `the ${kind} cluster ${name}`;
  if (etcd === "memory")
    return (
      `${cluster} was stopped in the meantime and is empty, for etcd had its state in memory; it will be made anew by npm run up ` +
      "(with lab:etcd disk, a cluster survives that)"
    );
  return `${cluster} answers, but is not what was made: its namespace kube-system is gone or another; it will be made anew by npm run up`;
}
