/**
 * The process behind a check's Command: performs the check of `CHECK_REQUEST`, prints its result as JSON on standard
 * output and what it sees on the way on standard error. It exits with 1 if the expectation was not met or could not be
 * judged; a check that this cluster cannot run at all is `not run` and does not fail the stack.
 */
import { CoreV1Api } from "@kubernetes/client-node";
import { loadKubeConfig } from "../kubernetes-api/client.ts";
import { plainly } from "../kubernetes-api/problem.ts";
import { readCheckRequest } from "./check-request.ts";
import { notRun, performCheck } from "./perform-check.ts";
import { execInPod } from "./pod-exec.ts";
import type { CheckResult } from "./verdict.ts";

/** Seconds for one exec: more than curl's own limit, so that curl's verdict comes first. */
const execTimeout = 15;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { check, kubeconfig, context, notRunBecause } = readCheckRequest(process.env);
if (notRunBecause !== null) {
  report(notRun(check, notRunBecause));
} else {
  const config = loadKubeConfig({ kubeconfig, context: context ?? undefined });
  const core = config.makeApiClient(CoreV1Api);
  const result = await performCheck(
    check,
    {
      podAnnotations: async (namespace, name) =>
        (await plainly(core.readNamespacedPod({ namespace, name }))).metadata?.annotations ?? {},
      exec: (source, command) => execInPod(config, source, command, execTimeout),
    },
    undefined,
    say,
  );
  report(result);
  if (result.verdict !== "passed") process.exitCode = 1;
}

function report(result: CheckResult): void {
  say(`${result.id} ${result.verdict}: ${result.title}; expected ${result.expected}; observed ${result.observed}`);
  process.stdout.write(JSON.stringify(result));
}
