import type { KubeConfig } from "@kubernetes/client-node";
import { type GetLimits, getText } from "../../kubernetes-api/get-text.ts";
import type { CommandOutcome } from "../command-outcome.ts";
import { execInPod } from "../pod-exec.ts";

/** What a bundle asks of a cluster. It changes nothing there. */
export interface ClusterReader {
  /** A GET of the API; rejects with a GetError if the API refuses. */
  get(path: string, limits: GetLimits): Promise<string>;
  /** @param timeout seconds */
  exec(container: ContainerName, command: readonly string[], timeout: number): Promise<CommandOutcome>;
  /** What gives access to the cluster and is not to be found in a bundle. */
  readonly secrets: readonly string[];
}

export interface ContainerName {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export function clusterReader(config: KubeConfig): ClusterReader {
  const { token, password, keyData } = config.getCurrentUser() ?? {};
  return {
    get: (path, limits) => getText(config, path, limits),
    exec: (container, command, timeout) => execInPod(config, { kind: "pod", ...container }, command, timeout),
    secrets: [token, password, keyData].filter((secret) => secret !== undefined),
  };
}
