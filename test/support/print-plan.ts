/**
 * Evaluates the program as the plan command does and prints its resources as JSON, with what is secret as it is: what is made of them
 * here has to work.
 *
 *     node --import tsx test/support/print-plan.ts <stack> '<configuration with full keys>'
 */
import { evaluateProgram } from "../../stacks/commands/plan/evaluate.ts";

const [stack = "", config = "{}"] = process.argv.slice(2);
const { resources } = await evaluateProgram({
  stack,
  config: JSON.parse(config) as Record<string, string>,
  revealSecrets: true,
});
process.stdout.write(JSON.stringify(resources));
