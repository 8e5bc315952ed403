import { SettingsError } from "../components/settings/settings-error.ts";
import { shown } from "../components/settings/shown.ts";
import type { Check } from "../components/checks/check.ts";
import type { Scenario, Step } from "./scenario.ts";

/**
 * The steps up to the one that is set, by its number (from 1) or its name; all of them if none is set.
 * @throws SettingsError that lists the steps if there is none of that number or name
 */
export function chosenSteps(scenario: Pick<Scenario, "name" | "steps">, step: string | undefined): readonly Step[] {
  if (step === undefined) return scenario.steps;
  const index = /^\d+$/.test(step)
    ? Number(step) - 1
    : scenario.steps.findIndex((candidate) => candidate.name === step);
  if (scenario.steps[index]) return scenario.steps.slice(0, index + 1);
  throw new SettingsError([
    `lab:step is ${shown(step)}: scenario ${scenario.name} has no such step; ` +
      `it has ${scenario.steps.map(({ name }, i) => `${i + 1} ${name}`).join(", ")}`,
  ]);
}

/** The checks that belong to some steps. One that a later step ends is among them: it runs on the way. */
export function checksOf(checks: readonly Check[], steps: readonly Step[]): Check[] {
  return checks.filter((check) => steps.some((step) => step.name === check.step));
}
