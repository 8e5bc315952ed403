import { existsSync } from "node:fs";

/** Variables that about every process has, and none of which is a path. */
const candidates = ["TERM", "LANG", "LC_ALL", "SHLVL", "LOGNAME", "USER", "PULUMI_SKIP_UPDATE_CHECK"];

/**
 * How a provider process sees no kubeconfig of the user, as an option of its resource. The Kubernetes provider that renders refuses
 * one of its own, looks for the user's and asks the cluster of the current context for all that it knows. A file that is not there is
 * an empty kubeconfig, so the process gets another variable's value as its `KUBECONFIG`: Pulumi gives no way to set one.
 */
export function withoutKubeconfig(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const source = candidates.find((name) => {
    const value = environment[name];
    return value !== undefined && /^[\w.-]+$/.test(value) && !existsSync(value);
  });
  return source === undefined ? {} : { [source]: "KUBECONFIG" };
}
