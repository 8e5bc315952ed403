import type { Script } from "../../command-host/script.ts";
import { loadKubeConfig } from "../../kubernetes-api/client.ts";
import { TimeoutError, waitFor } from "../../wait.ts";
import { adviceFor } from "./advice.ts";
import { describeCondition } from "./condition.ts";
import { lookAt } from "./look.ts";
import { readReadinessRequest } from "./request.ts";

/**
 * The work behind a readiness Command: waits until the conditions of `READINESS_REQUEST` hold, one after the other.
 * @throws Error with what it saw last when the time is over, and what to do then
 */
export const readinessScript: Script = async ({ environment, say, signal }) => {
  const request = readReadinessRequest(environment);
  const { kubeconfig, context, timeout, conditions } = request;
  const config = loadKubeConfig({ kubeconfig, context: context ?? undefined });
  const end = Date.now() + timeout * 1000;
  for (const condition of conditions) {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const what = describeCondition(condition);
    await waitFor({ what, timeout: left, interval: 2, say, signal }, () => lookAt(condition, config)).catch(
      (error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
        throw new Error(`${error.message}\n${adviceFor(condition, error.message, request)}`, { cause: error });
      },
    );
  }
  return { output: "ready\n", status: 0 };
};
