import { existsSync } from "node:fs";
import { resultFile } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { requireIpFamily } from "../ip-family.ts";
import { writeReport } from "../report/write-report.ts";
import { type LabOfStack, labOfStack } from "../results/lab-of-stack.ts";
import { publishedSince } from "../results/publish.ts";
import { readResults } from "../results/read-results.ts";
import { type CommandArguments, readArguments, requireNothingElse } from "./arguments.ts";
import { projectDirectory } from "./project.ts";
import { writtenSettings } from "./stack-settings.ts";

/** `npm run report`: the results of a stack as one HTML file, or, without any and with `--plan`, what is expected. */
export async function report(words: readonly string[]): Promise<number> {
  const args = readArguments(words.filter((word) => word !== "--plan"));
  requireNothingElse("report", args);
  const lab = await labToReport(args);
  const folder = resultFiles.folder(stackDirectory(projectDirectory, args.stack));
  const hasResults = lab.checks.some(({ id }) => existsSync(resultFile(folder, id)));
  const plan = words.includes("--plan") || !hasResults;
  if (!plan && Object.keys(args.settings).length > 0)
    throw new SettingsError([
      `stack ${args.stack} has results, and they are of its own settings: with -c, add --plan for a report of what is expected`,
    ]);
  const written = await writeReport(
    lab,
    plan ? { results: undefined } : { results: readResults(folder, lab.checks), since: publishedSince(args.stack) },
  );
  if (plan)
    process.stderr.write(
      `${hasResults ? "Results are left out" : "No check has run"}: the report's arrows show what is expected.\n`,
    );
  process.stdout.write(`${written}\n`);
  return 0;
}

/**
 * The lab as its stack's settings and those that were given describe it.
 * @throws SettingsError if the stack is of another scenario, or the settings are wrong
 */
async function labToReport({ stack, scenario, settings }: CommandArguments): Promise<LabOfStack> {
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
