import { existsSync } from "node:fs";
import { resultFile } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { requireIpFamily } from "../ip-family.ts";
import type { LabResults } from "../report/lab-diagram.ts";
import { type LabOfStack, labOfStack } from "../results/lab-of-stack.ts";
import { publishedSince } from "../results/publish.ts";
import { readResults } from "../results/read-results.ts";
import type { CommandArguments } from "./arguments.ts";
import { projectDirectory } from "./project.ts";
import { writtenSettings } from "./stack-settings.ts";

/** A lab, and what reports and pictures show of its checks. */
export interface ShownLab {
  readonly lab: LabOfStack;
  readonly known: LabResults;
  /** Why what is expected is shown instead of results, in a sentence; undefined: results are shown. */
  readonly planned?: string;
}

/**
 * The lab as its stack's settings and those that were given describe it, with its results if there are any.
 * @param wantsPlan what is expected is to be shown, even where there are results
 * @throws SettingsError if the stack is of another scenario, or the settings are wrong or not those of its results
 */
export async function shownLab(args: CommandArguments, wantsPlan: boolean): Promise<ShownLab> {
  const lab = await labToShow(args);
  const folder = resultFiles.folder(stackDirectory(projectDirectory, args.stack));
  const hasResults = lab.checks.some(({ id }) => existsSync(resultFile(folder, id)));
  if (wantsPlan || !hasResults)
    return { lab, known: { results: undefined }, planned: hasResults ? "Results are left out" : "No check has run" };
  if (Object.keys(args.settings).length > 0)
    throw new SettingsError([
      `stack ${args.stack} has results, and they are of its own settings: with -c, add --plan to see what is expected`,
    ]);
  return { lab, known: { results: readResults(folder, lab.checks), since: publishedSince(args.stack) } };
}

async function labToShow({ stack, scenario, settings }: CommandArguments): Promise<LabOfStack> {
  const isMade = writtenSettings(projectDirectory, stack) !== undefined;
  const lab = await labOfStack(stack, {
    ...(isMade || stack === scenario ? {} : { "lab:scenario": scenario }),
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`lab:${name}`, value])),
  });
  if (lab.scenario.name !== scenario)
    throw new SettingsError([`stack ${stack} is of scenario ${lab.scenario.name}, not of ${scenario}`]);
  requireIpFamily(lab.scenario, lab.settings);
  return lab;
}
