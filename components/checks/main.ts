/**
 * The process behind a check's Command, or behind that of an experiment with several: performs the checks of `CHECK_REQUEST`,
 * prints the result as JSON on standard output, a list for an experiment, and what it sees on the way on standard error. It
 * exits with 1 if an expectation was not met or could not be judged; a check that this cluster cannot run at all is `not run` and
 * does not fail the stack.
 */
import { readCheckRequest } from "./check-request.ts";
import { notRun, performCheck } from "./perform-check.ts";
import type { CheckResult } from "./verdict.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { checks, twin, kubeconfig, context, notRunBecause } = readCheckRequest(process.env);
const [check] = checks;
const isExperiment = check.experiment !== undefined;
if (notRunBecause !== null) {
  report(checks.map((one) => notRun(one, notRunBecause)));
} else {
  const results = await perform();
  report(results);
  if (results.some(({ verdict }) => verdict !== "passed")) process.exitCode = 1;
}

async function perform(): Promise<CheckResult[]> {
  // Loading the Kubernetes client takes most of a second: not for checks that do not need it.
  const [{ loadKubeConfig }, { clusterAccess }] = await Promise.all([
    import("../kubernetes-api/client.ts"),
    import("./cluster-access.ts"),
  ]);
  const access = clusterAccess(loadKubeConfig({ kubeconfig, context: context ?? undefined }));
  if (!isExperiment) return [await performCheck(check, access, { twin: twin ?? undefined, say })];
  const [{ performExperiment }, { defaultExperimentLimits: limits }] = await Promise.all([
    import("./live-migration/results.ts"),
    import("./live-migration/lab.ts"),
  ]);
  return performExperiment(checks, { access, limits, say });
}

function report(results: readonly CheckResult[]): void {
  for (const { id, verdict, title, expected, observed } of results)
    say(`${id} ${verdict}: ${title}; expected ${expected}; observed ${observed}`);
  process.stdout.write(JSON.stringify(isExperiment ? results : results[0]));
}
