import { VersionApi } from "@kubernetes/client-node";
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
  try {
    const { gitVersion } = await loadKubeConfig(access, timeout).makeApiClient(VersionApi).getCode();
    return { version: gitVersion };
  } catch (error) {
    return { reason: problemOf(error), silent: error instanceof SilenceError };
  }
}
