import { readdirSync } from "node:fs";
import { join } from "node:path";
import { locateTool, simulatedClusterTools } from "../../components/tools/index.ts";
import { inOwnWorld, whyNoFabric } from "../../test/support/fabric/needs.ts";
import { type Counts, type MochaOptions, runMocha, sum } from "./mocha.ts";
import { projectDirectory } from "./project.ts";
import { withoutTools } from "./without-tools.ts";

const folder = join("test", "fabric");

/** Why this machine cannot run the fabric tier; undefined if it can. Gets the tools that can be got. */
export async function withoutFabric(): Promise<string | undefined> {
  return (await whyNoFabric()) ?? (await withoutTools([...simulatedClusterTools, "agnhost"]));
}

/**
 * Runs the files of the fabric tier, each in a world of its own, three at a time: in one world they would take the same names and
 * addresses, and most of their time is waiting.
 */
export async function runFabric(options: Pick<MochaOptions, "variables" | "words"> = {}): Promise<Counts> {
  const { path: agnhost = "" } = await locateTool("agnhost");
  const files = readdirSync(join(projectDirectory, folder)).filter((name) => name.endsWith(".test.ts"));
  // The longest ones are at the end of the alphabet.
  const waiting = files.toSorted().toReversed().values();
  const counts: Counts[] = [];
  const worker = async (): Promise<void> => {
    for (const file of waiting)
      counts.push(
        await runMocha([join(folder, file)], { ...options, through: inOwnWorld(agnhost, []), output: "at the end" }),
      );
  };
  await Promise.all([worker(), worker(), worker()]);
  return sum(counts);
}
