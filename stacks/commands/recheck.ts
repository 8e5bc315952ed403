import { relative } from "node:path";
import { clusterReader } from "../../components/checks/bundle/cluster-reader.ts";
import { FailureBundles } from "../../components/checks/bundle/failure-bundles.ts";
import { type Check, isTransitional } from "../../components/checks/check.ts";
import { clusterAccess } from "../../components/checks/cluster-access.ts";
import { defaultExperimentLimits } from "../../components/checks/live-migration/lab.ts";
import { performExperiment } from "../../components/checks/live-migration/results.ts";
import { notRun, performCheck } from "../../components/checks/perform-check.ts";
import { writeResult } from "../../components/checks/result-files.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { whyNot } from "../../components/checks/why-not.ts";
import { kubeconfigFile, resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { type ApiAccess, loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { filteredChecks } from "../check-filter.ts";
import { publishReport } from "../report/publish-report.ts";
import { type LabOfStack, labOfStack } from "../results/lab-of-stack.ts";
import { performChecks } from "../results/perform-checks.ts";
import { publishedSince, publishResults } from "../results/publish.ts";
import { readResults } from "../results/read-results.ts";
import { readArguments, requireNothingElse } from "./arguments.ts";
import { projectDirectory } from "./project.ts";
import { countVerdicts, renderVerdicts, showsColour } from "./verdicts.ts";

/** Checks at the same time where `lab:checksAtOnce` sets no limit: they are all in this one process. */
const usuallyAtOnce = 8;

/** `npm run recheck`: the checks of a built lab again, without Pulumi. @returns see {@link recheckStatus} */
export async function recheck(words: readonly string[]): Promise<number> {
  const { filter, others } = takeFilter(words);
  const args = readArguments(others);
  requireNothingElse("recheck", args);
  if (Object.keys(args.settings).length > 0)
    throw new SettingsError([
      `recheck takes no -c: it asks the lab as it was built; change settings with npm run up -- ${args.scenario} -c …`,
    ]);
  const lab = await labOfStack(args.stack);
  const { settings, scenario, checks } = lab;
  if (scenario.name !== args.scenario)
    throw new SettingsError([`stack ${args.stack} is of scenario ${scenario.name}, not of ${args.scenario}`]);
  const chosen = filteredChecks(
    checks.filter((check) => !isTransitional(check)),
    filter,
    "--filter",
  );
  const directory = stackDirectory(projectDirectory, args.stack);
  const { results, impossible } = await performAgain(lab, chosen, directory);
  const folder = resultFiles.folder(directory);
  const status = recheckStatus(results, impossible);
  // Nothing was asked of a cluster that is not there: what is known of it stays as it is.
  const reached = results.some(({ id, verdict }) => verdict !== "not run" || !impossible.has(id));
  if (reached) for (const result of results) writeResult(folder, result);
  if (args.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else {
    const table = renderVerdicts(results, { colour: showsColour(process.stdout, process.env) });
    process.stdout.write(`Checks: ${countVerdicts(results)}\n${table}\n`);
  }
  if (reached) {
    const all = readResults(folder, checks);
    const since = publishedSince(settings.stack);
    const written = [
      ...publishResults(settings.stack, scenario.name, all, since),
      ...(await publishReport(lab, { results: all, since })),
    ];
    process.stderr.write(`Written: ${written.join(", ")}\n`);
  }
  return status;
}

/** @returns 1 if a check failed or could not be judged, 2 if none could be run, 0 if all others passed */
export function recheckStatus(results: readonly CheckResult[], impossible: ReadonlySet<string>): 0 | 1 | 2 {
  if (results.every(({ verdict }) => verdict === "not run")) return 2;
  return results.every(({ id, verdict }) => verdict === "passed" || (verdict === "not run" && impossible.has(id)))
    ? 0
    : 1;
}

/** Takes `--filter <expression>` or `--filter=<expression>` out of the words. @throws SettingsError if it has no expression */
export function takeFilter(words: readonly string[]): { filter: string | undefined; others: string[] } {
  const place = words.findIndex((word) => word === "--filter" || word.startsWith("--filter="));
  if (place === -1) return { filter: undefined, others: [...words] };
  const joined = words[place] !== "--filter";
  const filter = joined ? words[place]?.slice("--filter=".length) : words[place + 1];
  if (!filter) throw new SettingsError(["--filter needs a regular expression"]);
  return { filter, others: words.toSpliced(place, joined ? 1 : 2) };
}

async function performAgain(
  { settings, scenario }: LabOfStack,
  checks: readonly Check[],
  directory: string,
): Promise<{ results: CheckResult[]; impossible: Set<string> }> {
  const { cluster, internet } = settings;
  const place = { cluster: { kind: cluster.kind, carriesPackets: cluster.kind !== "simulated" }, internet };
  const reasons = new Map(checks.map((check) => [check.id, whyNot(check, place)]));
  const access: ApiAccess =
    cluster.kind === "existing"
      ? { kubeconfig: cluster.kubeconfig, context: cluster.context }
      : { kubeconfig: kubeconfigFile(directory) };
  const possible = checks.filter(({ id }) => reasons.get(id) === null);
  const answer = possible.length > 0 ? await probeApi(access) : undefined;
  if (answer && "reason" in answer)
    for (const { id } of possible) reasons.set(id, `there is no cluster that answers: ${answer.reason}`);
  const able = checks.filter(({ id }) => reasons.get(id) === null);
  const done = able.length > 0 ? await perform(able, scenario.checks, settings, access, directory) : [];
  const resultOf = new Map(done.map((result) => [result.id, result]));
  return {
    results: checks.map(
      (check) => resultOf.get(check.id) ?? notRun(check, reasons.get(check.id) ?? "it has no result"),
    ),
    impossible: new Set(checks.filter(({ id }) => reasons.get(id) !== null).map(({ id }) => id)),
  };
}

function perform(
  checks: readonly Check[],
  all: readonly Check[],
  settings: LabOfStack["settings"],
  api: ApiAccess,
  directory: string,
): Promise<CheckResult[]> {
  const config = loadKubeConfig(api);
  const access = clusterAccess(config);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { timeout, atOnce } = settings.checks;
  const folder = resultFiles.bundles(directory);
  const bundles = new FailureBundles({
    reader: clusterReader(config),
    folder,
    shownFolder: relative(projectDirectory, folder),
    say,
  });
  return performChecks(checks, atOnce || usuallyAtOnce, {
    one: async (check, performTwin) => {
      const { expect } = check;
      const twin = expect.kind === "blocked" ? all.find(({ id }) => id === expect.twin) : undefined;
      const recording = bundles.record([check]);
      const options = { twin, timeout, performTwin, say, watcher: recording };
      return bundles.settleOne(check, twin, await performCheck(check, recording.access(access), options));
    },
    experiment: async (group) => {
      const recording = bundles.record(group);
      const limits = { ...defaultExperimentLimits, data: timeout };
      const lab = { access: recording.access(access), limits, say, watcher: recording };
      return bundles.settle(group, undefined, await performExperiment(group, lab));
    },
  });
}
