import { dirname, join } from "node:path";
import { resultFiles } from "../clusters/stack-files.ts";
import type { Script, ScriptContext } from "../command-host/script.ts";
import { withAnyLock } from "../tools/lock.ts";
import { removeBundle } from "./bundle/bundle-files.ts";
import { type CheckRequest, readCheckRequest } from "./check-request.ts";
import { notRun, performCheck } from "./perform-check.ts";
import { removeResult, writeResult } from "./result-files.ts";
import type { CheckResult } from "./verdict.ts";

/**
 * The work behind a check's Command, or behind that of an experiment with several: performs the checks of `CHECK_REQUEST`,
 * writes each result to the stack's folder, and a bundle of what there is to see for those that do not pass. Its output is the result as
 * JSON, a list for an experiment. The status is 1 if an expectation was not met or could not be judged; a check that this cluster cannot
 * run at all is `not run` and does not fail the stack.
 */
export const checkScript: Script = async (context) => {
  const request = readCheckRequest(context.environment);
  const { checks, notRunBecause, results: folder } = request;
  const { say } = context;
  const bundles = resultFiles.bundles(dirname(folder));
  for (const { id } of checks) removeResult(folder, id);
  removeBundle(
    bundles,
    checks.map(({ id }) => id),
  );
  if (notRunBecause !== null) {
    const results = checks.map((one) => notRun(one, notRunBecause));
    tell(results, folder, say);
    return { output: outputOf(request, results), status: 0 };
  }
  const results = await inTurn(request, say, () => perform(request, bundles, context)).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    for (const one of checks) writeResult(folder, notRun(one, reason));
    throw error;
  });
  for (const result of results) writeResult(folder, result);
  return {
    output: outputOf(request, results),
    status: results.some(({ verdict }) => verdict !== "passed") ? 1 : 0,
  };
};

type Say = ScriptContext["say"];

/** Waits until fewer than `atOnce` others are at work. */
function inTurn<T>({ atOnce, results }: CheckRequest, say: Say, work: () => Promise<T>): Promise<T> {
  if (atOnce === 0) return work();
  const places = Array.from({ length: atOnce }, (_, i) => join(results, `.place-${i + 1}`));
  return withAnyLock(places, work, { waiting: () => say(`waiting: ${atOnce} checks are at work`) });
}

async function perform(
  { checks, twin, kubeconfig, context, results: folder, timeout }: CheckRequest,
  bundles: string,
  { say, signal }: ScriptContext,
): Promise<CheckResult[]> {
  // Loading the Kubernetes client takes most of a second: not for checks that do not need it.
  const [{ loadKubeConfig }, { clusterAccess }, { clusterReader }, { FailureBundles }] = await Promise.all([
    import("../kubernetes-api/client.ts"),
    import("./cluster-access.ts"),
    import("./bundle/cluster-reader.ts"),
    import("./bundle/failure-bundles.ts"),
  ]);
  const config = loadKubeConfig({ kubeconfig, context: context ?? undefined });
  const failures = new FailureBundles({ reader: clusterReader(config), folder: bundles, say });
  const recording = failures.record(checks);
  const access = recording.access(clusterAccess(config));
  const [check] = checks;
  if (check.experiment === undefined) {
    const options = { twin: twin ?? undefined, timeout, say, watcher: recording, signal };
    const result = await performCheck(check, access, options);
    tell([result], folder, say);
    return [await failures.settleOne(check, options.twin, result)];
  }
  const [{ performExperiment }, { defaultExperimentLimits }] = await Promise.all([
    import("./live-migration/results.ts"),
    import("./live-migration/lab.ts"),
  ]);
  const limits = { ...defaultExperimentLimits, data: timeout };
  const results = await performExperiment(checks, { access, limits, say, watcher: recording });
  tell(results, folder, say);
  return failures.settle(checks, undefined, results);
}

/** Before the bundle, which takes its time: whoever is ended meanwhile has its verdict already. */
function tell(results: readonly CheckResult[], folder: string, say: Say): void {
  for (const result of results) writeResult(folder, result);
  for (const { id, verdict, title, expected, observed } of results)
    say(`${id} ${verdict}: ${title}; expected ${expected}; observed ${observed}`);
}

function outputOf({ checks }: CheckRequest, results: readonly CheckResult[]): string {
  return JSON.stringify(checks[0].experiment !== undefined ? results : results[0]);
}
