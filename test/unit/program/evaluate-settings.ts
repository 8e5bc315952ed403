/**
 * Evaluates the program, as the plan command does, once for each of the stacks on standard input, and prints what Pulumi would be
 * told to run for each, or how its settings are refused, as JSON. Many in one process, for most of the time goes into loading.
 */
import { text } from "node:stream/consumers";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { evaluateProgram } from "../../../stacks/commands/plan/evaluate.ts";

export interface Stack {
  readonly stack: string;
  /** Keys with `lab:`. */
  readonly config: Readonly<Record<string, string>>;
}

export interface PlannedCommand {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export type Evaluation = { readonly refused: string } | { readonly commands: readonly PlannedCommand[] };

let evaluations = 0;

async function evaluation({ stack, config }: Stack): Promise<Evaluation> {
  // A module is evaluated once for each address.
  const program = (): Promise<Record<string, unknown>> =>
    import(`../../../index.ts?evaluation=${(evaluations += 1)}`) as Promise<Record<string, unknown>>;
  try {
    const { resources } = await evaluateProgram({ stack, config, program });
    return { commands: resources.filter(({ type }) => type === "command:local:Command") };
  } catch (error) {
    if (error instanceof SettingsError) return { refused: error.message };
    throw error;
  }
}

const all: Evaluation[] = [];
for (const stack of JSON.parse(await text(process.stdin)) as Stack[]) all.push(await evaluation(stack));
process.stdout.write(JSON.stringify(all));
