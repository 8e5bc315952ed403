import { type KubeConfig, VersionApi } from "@kubernetes/client-node";
import { type ApiAccess, loadKubeConfig } from "./client.ts";
import { problemOf } from "./problem.ts";

/**
 * Asks the API server for its version, in at most `timeout` seconds.
 * @returns the server's version such as `v1.35.4`, or the reason why there is none
 */
export async function probeApi(access: ApiAccess, timeout = 5): Promise<{ version: string } | { reason: string }> {
  let config: KubeConfig;
  try {
    config = loadKubeConfig(access);
  } catch (error) {
    return { reason: (error as Error).message };
  }
  try {
    const api = config.makeApiClient(VersionApi);
    const late = AbortSignal.timeout(timeout * 1000);
    const answer = await Promise.race([
      api.getCode(),
      new Promise<never>((_, reject) => {
        late.addEventListener("abort", () => reject(new Error(`no answer within ${timeout} s`)));
      }),
    ]);
    return { version: answer.gitVersion };
  } catch (error) {
    return { reason: problemOf(error) };
  }
}
