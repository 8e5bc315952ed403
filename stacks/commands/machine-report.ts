import { type MachineFacts } from "../../components/machine/facts.ts";
import { joinFindings, type MachineFinding } from "../../components/machine/finding.ts";
import { judgeMachine } from "../../components/machine/judge.ts";
import { judgeSimulatedRoom } from "../../components/machine/judge-room.ts";
import type { MachineNeeds } from "../../components/machine/needs.ts";
import { readFacts } from "../../components/machine/read-facts.ts";
import { shareFacts } from "../../components/machine/share-facts.ts";
import { readSettings } from "../../components/settings/read-settings.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { requireIpFamily } from "../ip-family.ts";
import { machineNeeds } from "../machine-needs.ts";
import { requirePodRoom } from "../pod-room.ts";
import { loadScenario, scenarioNames } from "../registry.ts";
import type { CommandArguments } from "./arguments.ts";
import { projectDirectory } from "./project.ts";
import { writtenSettings } from "./stack-settings.ts";

/** What this machine has, and what that means for scenarios on either kind of cluster that is made here. */
export interface MachineReport {
  /** The scenarios that were asked for. */
  readonly scenarios: readonly string[];
  /** Without routes that are in nobody's way. */
  readonly facts: MachineFacts;
  readonly kind: readonly MachineFinding[];
  readonly simulated: readonly MachineFinding[];
}

/**
 * Reads the machine's facts and judges them.
 * @param args the scenario that was asked for, with its stack and settings; undefined: all, with nothing set
 */
export async function reportMachine(args?: CommandArguments): Promise<MachineReport> {
  const facts = await readFacts();
  const needs = args ? [await needsOfStack(args)] : await Promise.all(scenarioNames.map((name) => needsOf(name)));
  return machineReport(facts, needs);
}

export function machineReport(facts: MachineFacts, needs: readonly MachineNeeds[]): MachineReport {
  const scenarios = needs.map(({ scenario }) => scenario);
  const networks = needs.flatMap((one) => [
    ...one.podSubnets,
    ...one.serviceSubnets,
    ...Object.values(one.networks).flat(),
  ]);
  return {
    scenarios,
    facts: shareFacts(facts, networks),
    kind: joinFindings(needs.flatMap((one) => judgeMachine(facts, one))),
    simulated: judgeSimulatedRoom(facts, scenarios),
  };
}

/** What a stack's scenario needs on kind: as its settings say, if it is a stack on kind. */
async function needsOfStack({ stack, scenario, settings }: CommandArguments): Promise<MachineNeeds> {
  const written = writtenSettings(projectDirectory, stack) ?? {};
  const given = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`lab:${name}`, value]));
  const isKind = (written["lab:cluster"] ?? "kind") === "kind";
  return needsOf(scenario, { ...(isKind ? written : {}), ...given });
}

async function needsOf(name: string, config: Readonly<Record<string, string>> = {}): Promise<MachineNeeds> {
  const settings = readSettings({
    stack: name,
    config: { ...config, "lab:scenario": name },
    scenarios: scenarioNames,
    projectDirectory,
  });
  const scenario = await loadScenario(name, settings);
  requireIpFamily(scenario, settings);
  requirePodRoom(scenario, settings);
  if (settings.cluster.kind !== "kind")
    throw new SettingsError([
      `doctor looks at this machine for kind clusters, and lab:cluster is ${settings.cluster.kind}`,
    ]);
  return machineNeeds(scenario, settings, settings.cluster);
}
