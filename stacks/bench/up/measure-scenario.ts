import { rmSync } from "node:fs";
import { relative } from "node:path";
import { readClusterRequest } from "../../../components/clusters/lifecycle/request.ts";
import { kubeconfigFile, stackDirectory } from "../../../components/clusters/stack-files.ts";
import { loadKubeConfig } from "../../../components/kubernetes-api/client.ts";
import { run, type RunResult } from "../../../components/processes.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { requirePulumi } from "../../commands/lifecycle.ts";
import { projectDirectory } from "../../commands/project.ts";
import { survey } from "../../commands/survey.ts";
import { graphOf } from "../graph.ts";
import { arranged } from "../talk/arrange.ts";
import { runTalk } from "../talk/run.ts";
import { talkScripts } from "../talk/script.ts";
import { madeCluster, madeObjects } from "../talk/state-objects.ts";
import type { UpTimes } from "./figures.ts";

type Say = (line: string) => void;
const seconds = (since: number): number => (Date.now() - since) / 1000;

/**
 * Builds a scenario on a simulated cluster from nothing with `npm run up`, and, where that is wanted, again with the talk's commands, which apply the very
 * objects that the first made, on a cluster with the same delays. Both clusters are gone afterwards.
 * @param settings of the stack, `lab:` not included
 */
export async function measureScenario(
  scenario: string,
  settings: Readonly<Record<string, string>>,
  { withTalk, say }: { readonly withTalk: boolean; readonly say: Say },
): Promise<UpTimes> {
  const stack = `bench-${scenario}`;
  const pulumi = await requirePulumi(await survey());
  // One that an interrupted run left would not be built from nothing.
  await npm("destroy", [scenario, "--stack", stack]);
  let up: number;
  let graph: Awaited<ReturnType<typeof graphOf>>;
  let state: RunResult;
  try {
    const start = Date.now();
    const pairs = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    await npm("up", [scenario, "--stack", stack, ...pairs]);
    up = seconds(start);
    graph = await graphOf(pulumi, stack);
    say(`  up: ${up.toFixed(1)} s, critical path ${graph.criticalPath.toFixed(1)} s`);
    state = await pulumi.ask(["stack", "export", "--show-secrets", "--stack", stack]);
    if (state.status !== 0) throw new SettingsError([`pulumi stack export of ${stack} failed: ${state.stderr.trim()}`]);
  } finally {
    await npm("destroy", [scenario, "--stack", stack]);
  }
  const times = { up, wall: graph.wall, criticalPath: graph.criticalPath };
  const factor = requestOf(state.stdout).delays ?? 0;
  return withTalk ? { ...times, factor, talk: await measureTalk(scenario, state.stdout, say) } : { ...times, factor };
}

function requestOf(state: string) {
  return readClusterRequest({ CLUSTER_REQUEST: madeCluster(state) });
}

/** Seconds of the talk's commands on a cluster like the one of a stack's state. */
async function measureTalk(scenario: string, state: string, say: Say): Promise<number> {
  const steps = arranged(talkScripts[scenario] ?? [], madeObjects(state));
  const folder = stackDirectory(projectDirectory, `bench-${scenario}-talk`);
  const made = requestOf(state);
  const request = {
    ...made,
    // The talk has no images pulled before pods ask for them.
    nodes: made.nodes.map(({ name, role, labels, podCidrs }) => ({ name, role, labels, podCidrs })),
    name: `bench-${scenario}-talk`,
    directory: relative(projectDirectory, folder),
  };
  const factor = request.delays ?? 0;
  const cluster = (action: "create" | "delete") =>
    succeed(`the cluster's ${action}`, ["--import", "tsx", "components/clusters/lifecycle/main.ts", action], {
      CLUSTER_REQUEST: JSON.stringify(request),
    });
  await cluster("delete");
  try {
    const start = Date.now();
    await cluster("create");
    say(`  talk: the cluster: ${seconds(start).toFixed(1)} s`);
    await runTalk(loadKubeConfig({ kubeconfig: kubeconfigFile(folder) }), steps, { factor, say });
    const talk = seconds(start);
    say(`  talk: all of it: ${talk.toFixed(1)} s`);
    return talk;
  } finally {
    await cluster("delete");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One of this project's commands, as a user would run it. */
function npm(command: string, words: readonly string[]): Promise<RunResult> {
  return succeed(`npm run ${command}`, ["stacks/commands/bootstrap.mjs", command, ...words], {});
}

async function succeed(
  what: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<RunResult> {
  const result = await run(process.execPath, args, { environment: { ...process.env, ...variables } });
  if (result.status !== 0)
    throw new SettingsError([
      `${what} failed: ${`${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-8).join(" / ")}`,
    ]);
  return result;
}
