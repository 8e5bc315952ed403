/**
 * The process behind a check's Command, or behind that of an experiment with several: performs the checks of `CHECK_REQUEST`,
 * writes each result to the stack's folder, and a bundle of what there is to see for those that do not pass, prints the result as
 * JSON on standard output, a list for an experiment, and what it sees on the way on standard error. It exits with 1 if an expectation
 * was not met or could not be judged; a check that this cluster cannot run at all is `not run` and does not fail the stack.
 */
import { dirname, join } from "node:path";
import { resultFiles } from "../clusters/stack-files.ts";
import { endWithEngine } from "../interruption/end-with-engine.ts";
import { keepFilesPrivate } from "../private-files.ts";
import { withAnyLock } from "../tools/lock.ts";
import { removeBundle } from "./bundle/bundle-files.ts";
import { readCheckRequest } from "./check-request.ts";
import { notRun, performCheck } from "./perform-check.ts";
import { removeResult, writeResult } from "./result-files.ts";
import type { CheckResult } from "./verdict.ts";

endWithEngine();
keepFilesPrivate();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const request = readCheckRequest(process.env);
const { checks, twin, kubeconfig, context, notRunBecause, results: folder, timeout, atOnce } = request;
const [check] = checks;
const isExperiment = check.experiment !== undefined;
const bundles = resultFiles.bundles(dirname(folder));
for (const { id } of checks) removeResult(folder, id);
removeBundle(
  bundles,
  checks.map(({ id }) => id),
);
if (notRunBecause !== null) {
  const results = checks.map((one) => notRun(one, notRunBecause));
  tell(results);
  report(results);
} else {
  const results = await inTurn(perform).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    for (const one of checks) writeResult(folder, notRun(one, reason));
    throw error;
  });
  report(results);
  if (results.some(({ verdict }) => verdict !== "passed")) process.exitCode = 1;
}

/** Waits until fewer than `atOnce` others are at work. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atOnce === 0) return work();
  const places = Array.from({ length: atOnce }, (_, i) => join(folder, `.place-${i + 1}`));
  return withAnyLock(places, work, { waiting: () => say(`waiting: ${atOnce} checks are at work`) });
}

async function perform(): Promise<CheckResult[]> {
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
  if (!isExperiment) {
    const options = { twin: twin ?? undefined, timeout, say, watcher: recording };
    const result = await performCheck(check, access, options);
    tell([result]);
    return [await failures.settleOne(check, options.twin, result)];
  }
  const [{ performExperiment }, { defaultExperimentLimits }] = await Promise.all([
    import("./live-migration/results.ts"),
    import("./live-migration/lab.ts"),
  ]);
  const limits = { ...defaultExperimentLimits, data: timeout };
  const results = await performExperiment(checks, { access, limits, say, watcher: recording });
  tell(results);
  return failures.settle(checks, undefined, results);
}

/** Before the bundle, which takes its time: whoever is ended meanwhile has its verdict already. */
function tell(results: readonly CheckResult[]): void {
  for (const result of results) writeResult(folder, result);
  for (const { id, verdict, title, expected, observed } of results)
    say(`${id} ${verdict}: ${title}; expected ${expected}; observed ${observed}`);
}

function report(results: readonly CheckResult[]): void {
  for (const result of results) writeResult(folder, result);
  process.stdout.write(JSON.stringify(isExperiment ? results : results[0]));
}
