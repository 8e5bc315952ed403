import { type Check, isTransitional } from "../../components/checks/check.ts";
import {
  describeExpectation,
  describeProbe,
  describeSource,
  describeTarget,
} from "../../components/checks/describe.ts";
import { readSettings } from "../../components/settings/read-settings.ts";
import { filteredChecks } from "../check-filter.ts";
import { loadScenario, scenarioNames } from "../registry.ts";
import type { Scenario } from "../scenario.ts";
import { checksOf, chosenSteps } from "../steps.ts";
import { type CommandArguments, readArguments, requireNothingElse } from "./arguments.ts";
import { evaluateProgram } from "./plan/evaluate.ts";
import { renderTree } from "./plan/tree.ts";
import { projectDirectory } from "./project.ts";
import { writtenSettings } from "./stack-settings.ts";

/** `npm run plan`: prints what a scenario makes and checks, with Node alone. Settings are the stack's, if there is one, and those of `-c`. */
export function plan(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  requireNothingElse("plan", args);
  return showPlan(args);
}

/** The plan of what was asked for. Options that are Pulumi's have no meaning for it. */
export async function showPlan(args: CommandArguments): Promise<number> {
  const config: Readonly<Record<string, string>> = {
    ...writtenSettings(projectDirectory, args.stack),
    ...(args.stack === args.scenario ? {} : { "lab:scenario": args.scenario }),
    ...Object.fromEntries(Object.entries(args.settings).map(([name, value]) => [`lab:${name}`, value])),
  };
  const { resources } = await evaluateProgram({ stack: args.stack, config });
  const settings = readSettings({ stack: args.stack, config, scenarios: scenarioNames, projectDirectory });
  const scenario = await loadScenario(settings.scenario, settings);
  const steps = chosenSteps(scenario, settings.step);
  const planned = {
    ...scenario,
    steps,
    checks: checksOf(filteredChecks(scenario.checks, settings.checks.filter), steps),
  };
  const text = args.json
    ? JSON.stringify({ resources, checks: planned.checks.map(plannedCheck) }, null, 2)
    : render(planned, resources.length, renderTree(resources));
  process.stdout.write(`${text}\n`);
  return 0;
}

function plannedCheck(check: Check) {
  const { id, step, from, to, how, expect } = check;
  return { id, step, from, to, how, expect, transitional: isTransitional(check) };
}

function render(scenario: Scenario, count: number, tree: string): string {
  const checks = scenario.checks.map(
    (check) =>
      `${check.id.padStart(5)}  ${describeSource(check.from)} -> ${describeTarget(check.to)}: ` +
      `${describeProbe(check.how)}, ${describeExpectation(check.expect)}`,
  );
  return [
    `${scenario.name}: ${scenario.title} (${scenario.talk})`,
    "",
    "Steps",
    ...scenario.steps.map((step, i) => `${String(i + 1).padStart(5)}  ${step.name}: ${step.explanation}`),
    "",
    `Resources: ${count}; the number is the stage, and those of one stage are made side by side`,
    tree,
    "",
    `Checks: ${scenario.checks.length}, once the workloads are ready`,
    ...checks,
  ].join("\n");
}
