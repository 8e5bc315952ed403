import type { ClusterReader, ContainerName } from "./cluster-reader.ts";
import type { Collection } from "./collection.ts";
import type { PodFacts } from "./facts.ts";
import type { Job } from "./jobs.ts";

/** Lines of a log, the last ones. */
const mostLines = 400;

/**
 * The jobs that collect the logs of a pod's containers, and of those that were there before a restart.
 * @param containers their names; default: all
 */
export function logJobs(
  pod: PodFacts,
  reader: ClusterReader,
  collection: Collection,
  containers?: readonly string[],
): Job[] {
  const chosen = pod.containers.filter(({ name }) => containers === undefined || containers.includes(name));
  return chosen.flatMap(({ name, restarts, started }) => [
    ...(started
      ? [logJob({ namespace: pod.namespace, pod: pod.name, container: name }, false, reader, collection)]
      : []),
    ...(restarts > 0
      ? [logJob({ namespace: pod.namespace, pod: pod.name, container: name }, true, reader, collection)]
      : []),
  ]);
}

function logJob(
  { namespace, pod, container }: ContainerName,
  previous: boolean,
  reader: ClusterReader,
  collection: Collection,
): Job {
  const before = previous ? ".before-restart" : "";
  const what = `log of ${namespace}/${pod}, container ${container}${previous ? ", before its restart" : ""}`;
  const query = new URLSearchParams({
    container,
    tailLines: String(mostLines),
    timestamps: "true",
    ...(previous ? { previous: "true" } : {}),
  });
  return {
    what,
    work: async (seconds) => {
      const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query.toString()}`;
      const log = await reader.get(path, { timeout: seconds, size: 8 * 1024 * 1024 });
      if (log.trim() === "") collection.addAbsent(`${what}: it is empty`);
      else collection.addText(["logs", namespace, pod, `${container}${before}.log`], log);
    },
  };
}
