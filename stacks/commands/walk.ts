import { isatty } from "node:tty";
import { commandOf } from "../next-steps.ts";
import { loadScenario } from "../registry.ts";
import { readArguments } from "./arguments.ts";
import { ensureStack, requirePulumi, update } from "./lifecycle.ts";
import { obtainMissing } from "./obtain-missing.ts";
import { readLine } from "./read-line.ts";
import { survey } from "./survey.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run walk`: goes through a scenario step by step. Each is explained and previewed, built when Enter is pressed, and
 * ends with its checks' verdicts. It stops at a step that fails, and when the input ends.
 */
export async function walk(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  const { steps, name, title } = await loadScenario(args.scenario);
  const found = await obtainMissing(await survey(), say);
  const pulumi = await requirePulumi(found);
  say(`${name}: ${title}, in ${steps.length} steps`);
  for (const [i, step] of steps.entries()) {
    say(`\nStep ${i + 1} of ${steps.length}, ${step.name}\n${step.explanation}\n`);
    await ensureStack(pulumi, { ...args, settings: { ...args.settings, step: step.name } }, found);
    const previewed = await pulumi.show(["preview", "--suppress-outputs", "--stack", args.stack, ...args.rest]);
    if (previewed !== 0) return previewed;
    if (!(await confirmed())) {
      say(`\nEnded before step ${step.name} was built.`);
      return 0;
    }
    const status = await update(
      pulumi,
      { stack: args.stack, rest: ["--skip-preview", ...args.rest] },
      { mayBeWithoutChecks: true },
    );
    if (status !== 0) return status;
  }
  say(`That was the last step. Clean up with: ${commandOf("destroy", { scenario: name, stack: args.stack })}`);
  return 0;
}

/** Whether Enter is pressed; not if the input ends. It is read only now, for Pulumi shares it. */
async function confirmed(): Promise<boolean> {
  process.stdout.write("\nEnter builds it, Ctrl-D ends here. ");
  const line = await readLine();
  if (line !== undefined && !isatty(0)) say("");
  return line !== undefined;
}
