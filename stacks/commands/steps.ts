import { loadScenario } from "../registry.ts";
import type { Scenario } from "../scenario.ts";
import { checksOf } from "../steps.ts";
import { readArguments, requireNothingElse } from "./arguments.ts";

/** `npm run steps`: lists a scenario's steps with their explanations and checks. */
export async function steps(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  requireNothingElse("steps", args);
  const scenario = await loadScenario(args.scenario);
  process.stdout.write(`${renderSteps(scenario)}\n`);
  return 0;
}

export function renderSteps(scenario: Pick<Scenario, "name" | "title" | "talk" | "steps" | "checks">): string {
  return [
    `${scenario.name}: ${scenario.title} (${scenario.talk})`,
    ...scenario.steps.flatMap((step, i) => {
      const ids = checksOf(scenario.checks, [step]).map((check) => check.id);
      return [
        "",
        `${i + 1}  ${step.name}`,
        `   ${step.explanation}`,
        ...(ids.length > 0 ? [`   checks: ${ids.join(", ")}`] : []),
      ];
    }),
    "",
    `One step at a time: npm run walk -- ${scenario.name}; up to one: npm run up -- ${scenario.name} -c step=<number or name>`,
  ].join("\n");
}
