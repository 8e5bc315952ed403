import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  commandSocket,
  kubeconfigFile,
  removeReport,
  resultFiles,
  stackDirectory,
} from "../../components/clusters/stack-files.ts";
import { describeUnlisted } from "../../components/images/unlisted-images.ts";
import { readSettings } from "../../components/settings/read-settings.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { ownFiles } from "../../components/settings/stack-name.ts";
import { publishReport } from "../report/publish-report.ts";
import { labOfStack } from "../results/lab-of-stack.ts";
import { publishResults } from "../results/publish.ts";
import { readResults, type StackResult } from "../results/read-results.ts";
import { scenarioNames } from "../registry.ts";
import { nextSteps, renderNextSteps } from "../next-steps.ts";
import { withTimeline } from "../timeline/timeline.ts";
import { type CommandArguments, readArguments } from "./arguments.ts";
import { forgetStackFiles } from "./backend-files.ts";
import { destroyVariables } from "./checkpoints.ts";
import { chooseCluster } from "./choose-cluster.ts";
import { projectDirectory } from "./project.ts";
import { Pulumi } from "./pulumi.ts";
import { hasWrittenSettings, writtenSettings } from "./stack-settings.ts";
import { countVerdicts, readVerdicts, renderVerdicts, showsColour } from "./verdicts.ts";
import { endOrphanedPlugins, updateMark, updateVariable } from "./recovery/orphaned-plugins.ts";
import { removeDamagedAttributes } from "./recovery/damaged-attributes.ts";
import { recover } from "./recovery/recover.ts";
import { stillHeld, undoPendingCreations } from "./recovery/stack-cluster.ts";
import { clusterIsSilent, previewVariables } from "./silent-cluster.ts";
import { upOptions } from "./up-options.ts";
import { lacks, survey, type Survey } from "./survey.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run preview`: pulumi preview of a scenario's stack, which is made first if it is not there. */
export function preview(words: readonly string[]): Promise<number> {
  return withStack(words, async (pulumi, { stack, rest, json }) =>
    pulumi.show(
      ["preview", "--stack", stack, ...(json ? ["--json"] : []), ...rest],
      previewVariables(await clusterIsSilent(stack)),
    ),
  );
}

/** `npm run up`: pulumi up without its question. */
export function up(words: readonly string[]): Promise<number> {
  return withStack(words, (pulumi, args) => update(pulumi, args));
}

/**
 * Runs pulumi up, shows the checks' verdicts below it, also of an update that failed, and writes them to the stack's folder. An
 * update after which no check has a result has failed, unless its step has none.
 */
export async function update(
  pulumi: Pulumi,
  { stack, rest }: Pick<CommandArguments, "stack" | "rest">,
  { mayBeWithoutChecks = false }: { mayBeWithoutChecks?: boolean } = {},
): Promise<number> {
  const since = new Date().toISOString();
  const { pending, empty } = await recover(pulumi, stack, say);
  await undoPendingCreations(stack, pending);
  const own = upOptions({
    empty,
    silent: await clusterIsSilent(stack),
    settings: writtenSettings(projectDirectory, stack),
    rest,
  });
  const status = await withTimeline(stackDirectory(projectDirectory, stack), (options, variables) =>
    change(pulumi, stack, ["up", ...own, ...options, ...rest], variables),
  );
  const lab = await labOfStack(stack);
  const { scenario, checks } = lab;
  const onDisk = readResults(resultFiles.folder(stackDirectory(projectDirectory, stack)), checks);
  // Results that were kept from before there were files of them are in the stack's state.
  const kept: readonly StackResult[] =
    status === 0 && onDisk.some(({ at }) => at === undefined) ? await readVerdicts(pulumi, stack) : [];
  const keptOf = new Map(kept.map((one) => [one.id, one]));
  const results: readonly StackResult[] = onDisk.map((one) =>
    one.at === undefined ? (keptOf.get(one.id) ?? one) : one,
  );
  const known = results.filter((one) => one.at !== undefined || keptOf.get(one.id) === one);
  if (known.length === 0 && status !== 0) {
    process.stderr.write("The update failed before any check ran, so nothing is proven.\n");
    return status;
  }
  if (known.length === 0 && mayBeWithoutChecks && checks.length === 0) return 0;
  if (known.length === 0) {
    process.stderr.write("No check has a result, so nothing is proven.\n");
    return 1;
  }
  if (status !== 0 && known.every(({ at }) => at === undefined || at < since))
    process.stderr.write("The update failed before any check ran in it: the results below are of an earlier one.\n");
  const colour = showsColour(process.stdout, process.env);
  const failedSince = status === 0 ? undefined : since;
  const table = renderVerdicts(results, { colour, ...(failedSince === undefined ? {} : { since: failedSince }) });
  const written = [
    ...publishResults(stack, scenario.name, results, failedSince),
    ...(await publishReport(lab, { results, since: failedSince })),
  ];
  process.stdout.write(`\nChecks: ${countVerdicts(results)}\n${table}\nWritten: ${written.join(", ")}\n\n`);
  process.stdout.write(`${renderNextSteps(nextSteps(lab))}\n\n`);
  if (lab.settings.cluster.kind === "kind" && lab.settings.cluster.warmImages) {
    const directory = stackDirectory(projectDirectory, stack);
    for (const line of await describeUnlisted(directory, { kubeconfig: kubeconfigFile(directory) })) say(line);
  }
  return status;
}

/** `npm run destroy`: pulumi destroy without its question; then the stack and its files go too. */
export async function destroy(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  const pulumi = await requirePulumi(await survey());
  if (!(await stackNames(pulumi)).includes(args.stack)) {
    // The report of a plan needs no stack.
    removeReport(stackDirectory(projectDirectory, args.stack));
    process.stdout.write(`There is no stack ${args.stack}, so there is nothing to destroy.\n`);
    return 0;
  }
  const { pending } = await recover(pulumi, args.stack, say);
  await undoPendingCreations(args.stack, pending);
  const variables = destroyVariables(await labOfStack(args.stack).catch(() => undefined));
  const status = await change(
    pulumi,
    args.stack,
    ["destroy", "--yes", "--remove", "--skip-preview", ...args.rest],
    variables,
  );
  if (status !== 0) return status;
  rmSync(stackDirectory(projectDirectory, args.stack), { recursive: true, force: true });
  if (process.env["PULUMI_BACKEND_URL"] === undefined) forgetStackFiles(projectDirectory, args.stack);
  if ((await stackNames(pulumi)).length === 0) forgetEmptyBackend();
  process.stdout.write(`Destroyed: nothing of stack ${args.stack} is left.\n`);
  return 0;
}

/** Runs Pulumi on a stack and, if it fails, says what keeps objects from going away. Its plugins end with it. */
async function change(
  pulumi: Pulumi,
  stack: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<number> {
  const mark = updateMark(projectDirectory, stack);
  const status = await pulumi.show([...args, "--stack", stack], { ...variables, [updateVariable]: mark });
  endOrphanedPlugins(mark);
  // Pulumi kills the program of an update that fails, which then leaves its socket.
  rmSync(join(projectDirectory, commandSocket(stack)), { force: true });
  if (status === 0) return status;
  for (const line of await stillHeld(pulumi, stack)) process.stderr.write(`${line}\n`);
  return status;
}

async function withStack(
  words: readonly string[],
  action: (pulumi: Pulumi, args: CommandArguments) => Promise<number>,
): Promise<number> {
  const args = readArguments(words);
  const found = await survey();
  const pulumi = await requirePulumi(found);
  await ensureStack(pulumi, args, found);
  return action(pulumi, args);
}

/** @throws SettingsError that names what is missing and how to get it */
export async function requirePulumi(found: Survey): Promise<Pulumi> {
  const missing = lacks(found.engine);
  if (found.pulumi && missing.every((finding) => finding.what !== "Pulumi CLI")) {
    removeDamagedAttributes(projectDirectory);
    return Promise.resolve(new Pulumi(found.pulumi.path, projectDirectory));
  }
  throw new SettingsError(
    missing.map(({ what, problem, remedy }) => `${what}: ${problem ?? ""}\n  mend it: ${remedy ?? ""}`),
  );
}

/**
 * Makes the stack if it is not there and writes the settings given with `-c` into it. The kind of cluster is chosen once,
 * when the stack is made. All settings are checked before anything is written.
 */
export async function ensureStack(pulumi: Pulumi, args: CommandArguments, found: Survey): Promise<void> {
  const { stack, scenario } = args;
  const exists = (await stackNames(pulumi)).includes(stack);
  const written = exists ? writtenSettings(projectDirectory, stack) : undefined;
  const settings: Record<string, string> = { ...args.settings };
  if (!exists && stack !== scenario) settings["scenario"] = scenario;
  if (!exists && settings["cluster"] === undefined) settings["cluster"] = chooseCluster(found);
  readSettings({
    stack,
    config: {
      ...written,
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`lab:${name}`, value])),
    },
    scenarios: scenarioNames,
    projectDirectory,
  });
  if (!exists) await succeed(pulumi, ["stack", "init", stack, "--no-select"]);
  const pairs = Object.entries(settings).flatMap(([name, value]) => ["--plaintext", `lab:${name}=${value}`]);
  if (pairs.length > 0) await succeed(pulumi, ["config", "set-all", "--stack", stack, ...pairs]);
}

async function stackNames(pulumi: Pulumi): Promise<string[]> {
  const list = JSON.parse(await succeed(pulumi, ["stack", "ls", "--json"])) as { name: string }[];
  return list.map((item) => item.name);
}

async function succeed(pulumi: Pulumi, args: readonly string[]): Promise<string> {
  const result = await pulumi.ask(args);
  if (result.status !== 0)
    throw new SettingsError([`pulumi ${args.slice(0, 2).join(" ")} failed: ${result.stderr.trim()}`]);
  return result.stdout;
}

/**
 * With the last stack go Pulumi's folder, which then holds only copies and histories, and the passphrase. Both stay while
 * anything of another stack is left, which may be one of another backend.
 */
function forgetEmptyBackend(): void {
  if (hasWrittenSettings(projectDirectory)) return;
  if (process.env["PULUMI_BACKEND_URL"] === undefined)
    rmSync(join(projectDirectory, ".pulumi"), { recursive: true, force: true });
  const folder = join(projectDirectory, ".stacks");
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => !ownFiles.some((own) => own === name)) : [];
  if (others.length === 0) rmSync(folder, { recursive: true, force: true });
}
