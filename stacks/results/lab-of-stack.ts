import type { Check } from "../../components/checks/check.ts";
import { readSettings } from "../../components/settings/read-settings.ts";
import type { Settings } from "../../components/settings/settings.ts";
import { projectDirectory } from "../commands/project.ts";
import { writtenSettings } from "../commands/stack-settings.ts";
import { filteredChecks } from "../check-filter.ts";
import { loadScenario, scenarioNames } from "../registry.ts";
import type { Scenario } from "../scenario.ts";
import { checksOf, chosenSteps } from "../steps.ts";

/** A stack as its settings describe it. */
export interface LabOfStack {
  readonly settings: Settings;
  readonly scenario: Scenario;
  /** Those of the steps that are built and of `lab:checks`, in the scenario's order. */
  readonly checks: readonly Check[];
}

/**
 * @param overrides settings that count before those that are written, by their full keys
 * @throws SettingsError if the settings are wrong, or the stack has none and its name is no scenario's
 */
export async function labOfStack(stack: string, overrides: Readonly<Record<string, string>> = {}): Promise<LabOfStack> {
  return describedLab(stack, { ...writtenSettings(projectDirectory, stack), ...overrides });
}

/**
 * The same as given settings alone describe it.
 * @param config settings by their full keys
 */
export async function describedLab(stack: string, config: Readonly<Record<string, string>>): Promise<LabOfStack> {
  const settings = readSettings({ stack, config, scenarios: scenarioNames, projectDirectory });
  const scenario = await loadScenario(settings.scenario, settings);
  const chosen = filteredChecks(scenario.checks, settings.checks.filter);
  return { settings, scenario, checks: checksOf(chosen, chosenSteps(scenario, settings.step)) };
}
