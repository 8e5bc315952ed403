/**
 * The process behind a readiness Command: waits until the conditions of `READINESS_REQUEST` hold, one after the other, and
 * exits with 1 and what it saw last when the time is over.
 */
import { loadKubeConfig } from "../../kubernetes-api/client.ts";
import { waitFor } from "../../wait.ts";
import { describeCondition } from "./condition.ts";
import { lookAt } from "./look.ts";
import { readReadinessRequest } from "./request.ts";
import { endWithEngine } from "../../interruption/end-with-engine.ts";

endWithEngine();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
try {
  const { kubeconfig, context, timeout, conditions } = readReadinessRequest(process.env);
  const config = loadKubeConfig({ kubeconfig, context: context ?? undefined });
  const end = Date.now() + timeout * 1000;
  for (const condition of conditions) {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const what = describeCondition(condition);
    await waitFor({ what, timeout: left, interval: 2, say }, () => lookAt(condition, config));
  }
  process.stdout.write("ready\n");
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
