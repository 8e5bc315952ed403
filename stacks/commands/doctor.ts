import type { MachineFinding } from "../../components/machine/finding.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { readArguments, requireNothingElse } from "./arguments.ts";
import { doctorJson } from "./doctor-json.ts";
import { type MachineReport, reportMachine } from "./machine-report.ts";
import { canRun, type Finding, type Survey, survey } from "./survey.ts";

/**
 * `npm run doctor`: what this machine has and lacks for a scenario, or for all, and what mends it. Exits with 0 if a lab can run on some
 * kind of cluster.
 */
export async function doctor(words: readonly string[]): Promise<number> {
  const args = readArguments(words, "overlay");
  requireNothingElse("doctor", args);
  const isNamed = words.includes(args.scenario);
  if (!isNamed && (Object.keys(args.settings).length > 0 || args.stack !== args.scenario))
    throw new SettingsError(["doctor takes --stack and -c together with a scenario: npm run doctor -- <scenario> …"]);
  const [found, machine] = await Promise.all([survey(), reportMachine(isNamed ? args : undefined)]);
  process.stdout.write(`${args.json ? doctorJson(found, machine) : renderDoctor(found, machine)}\n`);
  return kindFor(found, machine).length > 0 || canRun(found, "simulated") ? 0 : 1;
}

/** The findings as text, a line each, with why it matters and the remedy below what is missing. */
export function renderDoctor(found: Survey, machine: MachineReport): string {
  const able = kindFor(found, machine);
  const unable = machine.scenarios.filter((scenario) => !able.includes(scenario));
  const some = able.length > 0 && unable.length > 0 ? `, but not for ${unable.join(", ")}` : "";
  const told = machineLines(machine.scenarios);
  return [
    "For every kind of cluster",
    line({ what: "Node", found: process.versions.node }),
    ...found.engine.map(line),
    "",
    `kind (the real lab: containers, packets): ${able.length > 0 ? "yes" : "no"}${some}`,
    ...found.kind.map(line),
    ...machine.kind.flatMap(told),
    "",
    `simulated (control plane and KWOK nodes, no packets): ${canRun(found, "simulated") ? "yes" : "no"}`,
    ...found.simulated.map(line),
    ...machine.simulated.flatMap(told),
    "",
    "existing (your own cluster): set lab:cluster to existing, lab:kubeconfig and lab:context",
    "plan (Node alone): yes",
  ].join("\n");
}

/** The scenarios that can run on kind here. */
function kindFor(found: Survey, { scenarios, kind }: MachineReport): string[] {
  if (!canRun(found, "kind")) return [];
  const impossible = kind.filter(({ level }) => level === "problem").flatMap((finding) => finding.scenarios);
  return scenarios.filter((scenario) => !impossible.includes(scenario));
}

function line({ what, found, problem, remedy }: Finding): string {
  if (found !== undefined) return `  ok       ${what}: ${found}`;
  return `  missing  ${what}: ${problem ?? "not found"}${remedy ? `\n             mend it: ${remedy}` : ""}`;
}

/** Names the scenarios of a finding that is not of all. */
function machineLines(all: readonly string[]) {
  return (finding: MachineFinding): string[] => {
    const { level, what, found, scenarios } = finding;
    const of = all.every((name) => scenarios.includes(name)) ? "" : ` (${scenarios.join(", ")})`;
    const head = `  ${level.padEnd(7)}  ${what}: ${found}${of}`;
    if (level === "ok") return [head];
    return [
      head,
      `             ${finding.why}`,
      `             ${level === "unknown" ? "find out" : "mend it"}: ${finding.mend}`,
    ];
  };
}
