import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../components/processes.ts";
import { requirePulumi } from "../commands/lifecycle.ts";
import { projectDirectory } from "../commands/project.ts";
import type { Pulumi } from "../commands/pulumi.ts";
import { survey } from "../commands/survey.ts";
import { scenarioNames } from "../registry.ts";
import type { BenchContext, FigureGroup, Measurement } from "./figure.ts";
import { runOwnCommand, settingWords } from "./own-command.ts";

/** Of so many runs of each, one of either in turn, the fastest counts: what else the machine does only makes runs longer. */
const runs = 5;
const scenario = "udn-vms";
const names = {
  preview: `${scenario}: preview without changes / preview of an empty program`,
  plan: "plan / Node with the SDK's imports, slowest scenario",
} as const;

/** What the program adds to what Pulumi and Node take anyway. */
export const overhead: FigureGroup = {
  name: "overhead",
  purpose: "previews without changes, and plans, against Pulumi and Node doing nothing",
  cases: {
    preview: [{ figure: names.preview, atMost: 2 }],
    plan: [{ figure: names.plan, atMost: 3 }],
  },
  figures: [],
  measure: async (context) => {
    const isAsked = (name: string): boolean => context.cases.length === 0 || context.cases.includes(name);
    return [
      ...(isAsked("plan") ? [await measurePlans(context)] : []),
      ...(isAsked("preview") ? [await measurePreview(context)] : []),
    ];
  },
};

async function measurePlans({ settings, say }: BenchContext): Promise<Measurement> {
  const imports = `await Promise.all(["@pulumi/pulumi", "@pulumi/kubernetes", "@pulumi/command"].map((name) => import(name)));`;
  const bare = (): Promise<number> =>
    seconds("Node with the SDK's imports", process.execPath, ["--input-type=module", "--eval", imports]);
  const ratios: { scenario: string; plan: number; node: number }[] = [];
  for (const one of scenarioNames) {
    const words = ["plan", one, "--stack", `bench-plan-${one}`, ...settingWords(settings)];
    const [plan, node] = await fastest(async () => (await runOwnCommand(words)).seconds, bare);
    say(`  plan of ${one}: ${plan.toFixed(2)} s; Node: ${node.toFixed(2)} s`);
    ratios.push({ scenario: one, plan, node });
  }
  const [worst] = ratios.toSorted((a, b) => b.plan / b.node - a.plan / a.node);
  if (!worst) return { figure: names.plan, reason: "there are no scenarios" };
  const detail = ratios.map(({ plan, node, ...one }) => `${one.scenario} ${(plan / node).toFixed(2)}`).join(", ");
  return {
    figure: names.plan,
    value: worst.plan / worst.node,
    detail: `${detail}; Node ${worst.node.toFixed(2)} s`,
  };
}

async function measurePreview({ settings, say }: BenchContext): Promise<Measurement> {
  const pulumi = await requirePulumi(await survey());
  const stack = `bench-${scenario}-preview`;
  const empty = makeEmptyProgram();
  await runOwnCommand(["destroy", scenario, "--stack", stack]);
  try {
    await runOwnCommand(["up", scenario, "--stack", stack, ...settingWords({ ...settings, cluster: "simulated" })]);
    await asked(pulumi, ["stack", "init", "empty", "--cwd", empty]);
    // Of the stack itself, which a preview would make otherwise.
    await asked(pulumi, ["up", "--yes", "--skip-preview", "--stack", "empty", "--cwd", empty]);
    const [ours, theirs] = await fastest(
      () => preview(pulumi, ["--stack", stack, "--cwd", projectDirectory]),
      () => preview(pulumi, ["--stack", "empty", "--cwd", empty]),
    );
    say(`  preview of ${scenario}: ${ours.toFixed(2)} s; of an empty program: ${theirs.toFixed(2)} s`);
    return {
      figure: names.preview,
      value: ours / theirs,
      detail: `${scenario} ${ours.toFixed(2)} s, empty program ${theirs.toFixed(2)} s`,
    };
  } finally {
    await runOwnCommand(["destroy", scenario, "--stack", stack]);
    rmSync(empty, { recursive: true, force: true });
  }
}

/** A program that makes nothing, in a folder where this project's packages are found, with a backend of its own. */
function makeEmptyProgram(): string {
  const stacks = join(projectDirectory, ".stacks");
  mkdirSync(stacks, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(stacks, "bench-empty-"));
  const project = [
    "name: empty",
    "runtime: { name: nodejs, options: { typescript: false } }",
    "main: index.mjs",
    "backend: { url: 'file://.' }",
  ];
  writeFileSync(join(folder, "Pulumi.yaml"), `${project.join("\n")}\n`);
  writeFileSync(join(folder, "index.mjs"), "export {};\n");
  return folder;
}

async function preview(pulumi: Pulumi, words: readonly string[]): Promise<number> {
  const start = performance.now();
  await asked(pulumi, ["preview", "--expect-no-changes", "--non-interactive", ...words]);
  return (performance.now() - start) / 1000;
}

async function asked(pulumi: Pulumi, words: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await pulumi.ask(words);
  if (status !== 0) throw new Error(`pulumi ${words.join(" ")} failed: ${`${stdout}\n${stderr}`.trim().slice(-1000)}`);
}

async function seconds(what: string, program: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { status, stderr } = await run(program, args);
  if (status !== 0) throw new Error(`${what} failed: ${stderr.trim().slice(-1000)}`);
  return (performance.now() - start) / 1000;
}

/** The least that each of two things took, which are done in turn. */
async function fastest(one: () => Promise<number>, other: () => Promise<number>): Promise<[number, number]> {
  let [a, b] = [Infinity, Infinity];
  for (let i = 0; i < runs; i++) {
    a = Math.min(a, await one());
    b = Math.min(b, await other());
  }
  return [a, b];
}
