import type { ScenarioSettings } from "../components/settings/settings.ts";
import { defaultScenarioSettings } from "../components/settings/default-settings.ts";
import type { Scenario, ScenarioFactory } from "./scenario.ts";

/** Every scenario by its name, which is also the name of its folder and of its first stack. Loaded when it is asked for. */
const scenarios: Readonly<Record<string, () => Promise<ScenarioFactory>>> = {
  overlay: async () => (await import("./overlay/index.ts")).overlay,
  "overlay-mixed": async () => (await import("./overlay-mixed/index.ts")).overlayMixed,
  localnet: async () => (await import("./localnet/index.ts")).localnet,
  "udn-pods": async () => (await import("./udn-pods/index.ts")).udnPods,
  "udn-vms": async () => (await import("./udn-vms/index.ts")).udnVms,
};

export const scenarioNames = Object.keys(scenarios);

/**
 * The scenario of that name as the settings want it. Default: as it is where nothing is set.
 * @throws Error that lists the scenarios if there is none of that name
 */
export async function loadScenario(
  name: string,
  settings: ScenarioSettings = defaultScenarioSettings,
): Promise<Scenario> {
  const load = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (!load) throw new Error(`there is no scenario ${JSON.stringify(name)}; there are ${scenarioNames.join(", ")}`);
  return (await load())(settings);
}
