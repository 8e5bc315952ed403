import { type KubeConfig, VersionApi } from "@kubernetes/client-node";
import { type ApiAccess, loadKubeConfig } from "./client.ts";
import { SilenceError } from "./bounded-requests.ts";
import { problemOf } from "./problem.ts";

export type ApiAnswer =
  /** Such as `v1.35.4`. */
  | { readonly version: string }
  /** Why there is none, and whether the server took the question and said nothing. */
  | { readonly reason: string; readonly silent: boolean };

/**
 * Asks the API server for its version, in at most `timeout` seconds.
 */
export async function probeApi(access: ApiAccess, timeout = 5): Promise<ApiAnswer> {
  let config: KubeConfig;
  try {
    config = loadKubeConfig(access, timeout);
  } catch (error) {
    // It names the file, which its cause alone does not.
    return { reason: (error as Error).message, silent: false };
  }
  try {
    const { gitVersion } = await config.makeApiClient(VersionApi).getCode();
    return { version: gitVersion };
  } catch (error) {
    return { reason: problemOf(error), silent: error instanceof SilenceError };
  }
}
