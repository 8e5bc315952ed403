import { VersionApi } from "@kubernetes/client-node";
import { type ApiAccess, loadKubeConfig } from "./client.ts";

/**
 * Asks the API server for its version, in at most `timeout` seconds.
 * @returns the server's version such as `v1.35.4`, or the reason why there is none
 */
export async function probeApi(access: ApiAccess, timeout = 5): Promise<{ version: string } | { reason: string }> {
  try {
    const api = loadKubeConfig(access).makeApiClient(VersionApi);
    const late = AbortSignal.timeout(timeout * 1000);
    const answer = await Promise.race([
      api.getCode(),
      new Promise<never>((_, reject) => {
        late.addEventListener("abort", () => reject(new Error(`no answer within ${timeout} s`)));
      }),
    ]);
    return { version: answer.gitVersion };
  } catch (error) {
    return { reason: describe(error) };
  }
}

/** The innermost message: the fetch client wraps `ECONNREFUSED` in errors that say nothing. */
function describe(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return String(current);
  return current.message || (current as NodeJS.ErrnoException).code || current.name;
}
