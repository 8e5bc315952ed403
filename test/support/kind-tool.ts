import { locateTool } from "../../components/tools/index.ts";

/** Skips the tests of a suite, with the reasons on standard output, where kind is not there. For `before`. */
export async function kindOrSkip(context: Mocha.Context): Promise<void> {
  const tool = await locateTool("kind");
  if (tool.path !== undefined) return;
  process.stdout.write(`    skipped: ${tool.reasons.join("; ")}\n`);
  context.skip();
}
