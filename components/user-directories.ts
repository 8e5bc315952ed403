import { homedir } from "node:os";
import { join } from "node:path";

const application = "ovn-kubernetes-labs";

/**
 * The per-user cache of downloads and built tools. It outlives every stack.
 * `OVN_LABS_CACHE` names another folder; default: `$XDG_CACHE_HOME/ovn-kubernetes-labs`, else `~/.cache/ovn-kubernetes-labs`.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment["OVN_LABS_CACHE"]) return environment["OVN_LABS_CACHE"];
  return join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), application);
}
