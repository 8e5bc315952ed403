import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { machineFacts, type MachineFacts } from "../../../components/machine/facts.ts";
import type { MachineFinding, OtherFinding } from "../../../components/machine/finding.ts";
import { judgeMachine } from "../../../components/machine/judge.ts";
import type { MachineNeeds } from "../../../components/machine/needs.ts";
import { readSettings } from "../../../components/settings/read-settings.ts";
import { machineNeeds } from "../../../stacks/machine-needs.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";

const folder = join(import.meta.dirname, "facts");

/** The machines whose facts are here as data. */
export const machineNames = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

const file = z.strictObject({ note: z.string().min(20), facts: machineFacts.strict() });

/** The facts of a machine, with changes. */
export function factsOf(name: string, changes: Partial<MachineFacts> = {}): MachineFacts {
  const { facts } = file.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
  return { ...facts, ...changes };
}

/** What a scenario needs with those settings; keys without `lab:`. */
export async function needsOf(name: string, given: Readonly<Record<string, string>> = {}): Promise<MachineNeeds> {
  const config = Object.fromEntries(Object.entries(given).map(([key, value]) => [`lab:${key}`, value]));
  const settings = readSettings({ stack: name, config, scenarios: scenarioNames, projectDirectory: "/" });
  if (settings.cluster.kind !== "kind") throw new Error("only kind clusters ask a machine");
  return machineNeeds(await loadScenario(name, settings), settings, settings.cluster);
}

/** What is not good for a scenario on a machine. */
export async function complaints(
  machine: string | MachineFacts,
  scenario: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OtherFinding[]> {
  const facts = typeof machine === "string" ? factsOf(machine) : machine;
  return judgeMachine(facts, await needsOf(scenario, settings)).filter(isOther);
}

/** The same as `level what` each. */
export async function inShort(...asked: Parameters<typeof complaints>): Promise<string[]> {
  return (await complaints(...asked)).map(({ level, what }) => `${level} ${what}`);
}

function isOther(finding: MachineFinding): finding is OtherFinding {
  return finding.level !== "ok";
}
