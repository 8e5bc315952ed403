/**
 * The process behind a check's Command: performs the check of `CHECK_REQUEST`, prints its result as JSON on standard
 * output and what it sees on the way on standard error. It exits with 1 if the expectation was not met or could not be
 * judged; a check that this cluster cannot run at all is `not run` and does not fail the stack.
 */
import { readCheckRequest } from "./check-request.ts";
import { notRun, performCheck } from "./perform-check.ts";
import type { CheckResult } from "./verdict.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { check, twin, kubeconfig, context, notRunBecause } = readCheckRequest(process.env);
if (notRunBecause !== null) {
  report(notRun(check, notRunBecause));
} else {
  // Loading the Kubernetes client takes most of a second: not for checks that do not need it.
  const [{ loadKubeConfig }, { clusterAccess }] = await Promise.all([
    import("../kubernetes-api/client.ts"),
    import("./cluster-access.ts"),
  ]);
  const config = loadKubeConfig({ kubeconfig, context: context ?? undefined });
  const result = await performCheck(check, clusterAccess(config), { twin: twin ?? undefined, say });
  report(result);
  if (result.verdict !== "passed") process.exitCode = 1;
}

function report(result: CheckResult): void {
  say(`${result.id} ${result.verdict}: ${result.title}; expected ${result.expected}; observed ${result.observed}`);
  process.stdout.write(JSON.stringify(result));
}
