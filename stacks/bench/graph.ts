import { stackDirectory } from "../../components/clusters/stack-files.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { readArguments, requireNothingElse } from "../commands/arguments.ts";
import { requirePulumi } from "../commands/lifecycle.ts";
import { projectDirectory } from "../commands/project.ts";
import type { Pulumi } from "../commands/pulumi.ts";
import { survey } from "../commands/survey.ts";
import { stateGraph } from "../timeline/state-dependencies.ts";
import { readTimeline } from "../timeline/timeline.ts";
import { type GraphReport, graphReport, renderGraph } from "./graph-report.ts";

/** `npm run bench -- graph <scenario> [--stack <name>] [--json]`: where the time of a stack's last `npm run up` went. */
export async function graph(words: readonly string[]): Promise<number> {
  // A stack alone is enough: nothing is asked of its scenario.
  const args = readArguments(words, "overlay");
  requireNothingElse("bench", args);
  const report = await graphOf(await requirePulumi(await survey()), args.stack);
  process.stdout.write(`${args.json ? JSON.stringify(report, null, 2) : renderGraph(report)}\n`);
  return 0;
}

/** @throws SettingsError if `npm run up` has left no timeline, or there is no state to compare it with */
export async function graphOf(pulumi: Pulumi, stack: string): Promise<GraphReport> {
  const timeline = readTimeline(stackDirectory(projectDirectory, stack));
  if (!timeline)
    throw new SettingsError([
      `stack ${stack} has no timeline: npm run up leaves one, and pulumi up does not; build it with npm run up first`,
    ]);
  const state = await pulumi.ask(["stack", "export", "--stack", stack]);
  if (state.status !== 0) throw new SettingsError([`pulumi stack export of ${stack} failed: ${state.stderr.trim()}`]);
  return graphReport(stack, timeline, stateGraph(state.stdout));
}
