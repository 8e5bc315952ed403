import type { Target } from "./check.ts";
import { secondaryAddress } from "./network-status.ts";
import { podNetworkAddress } from "./pod-networks.ts";

/** What the addresses of targets are learned from. */
export interface Directory {
  /** Annotations of a pod; rejects if there is no such pod. */
  podAnnotations(namespace: string, pod: string): Promise<Readonly<Record<string, string>>>;
  service(namespace: string, name: string): Promise<ServiceFacts>;
  /** InternalIPs of the worker nodes, in the order of their names. */
  workerAddresses(): Promise<readonly string[]>;
}

export interface ServiceFacts {
  readonly clusterIP: string | undefined;
  /** Of the first port. */
  readonly nodePort: number | undefined;
}

export type Located = { readonly address: string; readonly port?: number } | { readonly problem: string };

/** The address of a target now, or why it has none. Rejects if the API does not answer or has no such object. */
export async function locate(to: Exclude<Target, { kind: "policies" }>, directory: Directory): Promise<Located> {
  switch (to.kind) {
    case "host":
      return { address: to.host };
    case "secondary-network":
      return named(
        `${to.namespace}/${to.pod}`,
        secondaryAddress(await directory.podAnnotations(to.namespace, to.pod), to.network),
      );
    case "pod-network":
      return named(
        `${to.namespace}/${to.pod}`,
        podNetworkAddress(await directory.podAnnotations(to.namespace, to.pod), to.role),
      );
    case "service": {
      const { clusterIP } = await directory.service(to.namespace, to.service);
      return clusterIP
        ? { address: clusterIP }
        : { problem: `service ${to.namespace}/${to.service} has no cluster address` };
    }
    case "node-port": {
      const [{ nodePort }, workers] = await Promise.all([
        directory.service(to.namespace, to.service),
        directory.workerAddresses(),
      ]);
      const address = workers[to.worker - 1];
      if (nodePort === undefined) return { problem: `service ${to.namespace}/${to.service} has no node port` };
      if (address === undefined)
        return { problem: `there is no worker ${to.worker} with an InternalIP, only ${workers.length}` };
      return { address, port: nodePort };
    }
  }
}

function named(pod: string, located: Located): Located {
  return "problem" in located ? { problem: `${pod}: ${located.problem}` } : located;
}
