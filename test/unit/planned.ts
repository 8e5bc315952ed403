import assert from "node:assert/strict";
import type { Check } from "../../components/checks/check.ts";
import type { PlannedResource } from "../../stacks/commands/plan/evaluate.ts";
import { type NodeResult, runNode } from "./support.ts";

/** A stack of a name that nobody uses, so that no settings file of a stack is read. */
export const stack = "unit-tests";

/** `npm run plan`, as a process. */
export function runPlan(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  scenario = "overlay",
): Promise<NodeResult> {
  return runNode(["stacks/commands/bootstrap.mjs", "plan", scenario, "--stack", stack, ...words], environment);
}

export type PlannedCheck = Pick<Check, "id" | "step" | "from" | "to" | "how" | "expect"> & {
  readonly transitional: boolean;
};

export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly checks: readonly PlannedCheck[];
}

/** The plan of a scenario with those settings; keys without `lab:`. */
export async function planOf(settings: Readonly<Record<string, string>>, scenario = "overlay"): Promise<Plan> {
  const pairs = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { status, stdout, stderr } = await runPlan(["--json", ...pairs], {}, scenario);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Plan;
}

/** The resource of that name, the last part of its URN. */
export function resource(plan: Plan, name: string): PlannedResource {
  const found = plan.resources.filter((candidate) => candidate.name === name && !isComponentOfChart(candidate));
  assert.equal(found.length, 1, `${found.length} resources ${name}`);
  return found[0] as PlannedResource;
}

/** The component around the chart has the chart's name. */
const isComponentOfChart = ({ type }: PlannedResource): boolean => type === "lab:index:OvnKubernetes";

/** The names of what a resource waits for, in alphabetical order. */
export function waitsFor(plan: Plan, name: string): string[] {
  return resource(plan, name)
    .dependsOn.map((urn) => urn.split("::").at(-1) ?? "")
    .toSorted();
}

/** The inputs of a scenario's objects, by their names in the program. */
export function scenarioObjects(plan: Plan): Record<string, unknown> {
  const parent = plan.resources.find(({ type }) => type === "lab:index:Scenario")?.urn;
  assert.notEqual(parent, undefined);
  const own = plan.resources.filter((candidate) => candidate.parent === parent);
  return Object.fromEntries(own.map(({ name, inputs }) => [name, inputs]));
}

/** What the process of a check is asked, without what it is asked of the other checks of its experiment. */
export function checkRequest(plan: Plan, id: string): Record<string, unknown> {
  for (const { inputs } of plan.resources) {
    const { CHECK_REQUEST: text } = (inputs["environment"] ?? {}) as Record<string, string>;
    if (text === undefined) continue;
    const { checks, ...rest } = JSON.parse(text) as { checks: { id: string }[] } & Record<string, unknown>;
    const check = checks.find((one) => one.id === id);
    if (check) return { check, ...rest };
  }
  throw new Error(`nobody is asked for check ${id}`);
}
