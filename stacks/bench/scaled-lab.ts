import { readFileSync } from "node:fs";
import { z } from "zod";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { projectDirectory } from "../commands/project.ts";
import type { BenchContext } from "./figure.ts";
import { runOwnCommand, settingWords } from "./own-command.ts";

/** Seconds of a lab's life. */
export interface LabTimes {
  /** Of a stack that has nothing yet. */
  readonly preview: number;
  readonly up: number;
  /** From the first check's result to the last one's. */
  readonly checks: number;
  readonly destroy: number;
}

const measured = new Map<string, Promise<LabTimes>>();

/** Previews, builds and destroys `udn-pods` with tenants added on a simulated cluster. A lab that was measured already in this process is not again. */
export function timesOfLab(
  scale: number,
  { settings, say }: Pick<BenchContext, "settings" | "say">,
): Promise<LabTimes> {
  const given = { ...settings, cluster: "simulated", scale: String(scale) };
  const key = JSON.stringify(given);
  const times = measured.get(key) ?? liveThrough(`bench-scale-${scale}`, given, say);
  measured.set(key, times);
  return times;
}

async function liveThrough(
  stack: string,
  settings: Readonly<Record<string, string>>,
  say: BenchContext["say"],
): Promise<LabTimes> {
  const timed = async (command: string, words: readonly string[] = []): Promise<number> => {
    const { seconds } = await runOwnCommand([command, "udn-pods", "--stack", stack, ...words]);
    say(`  ${command} of ${stack}: ${seconds.toFixed(1)} s`);
    return seconds;
  };
  // One of that name may be left of a measuring that was interrupted.
  await runOwnCommand(["destroy", "udn-pods", "--stack", stack]);
  let made: Omit<LabTimes, "destroy">;
  try {
    const preview = await timed("preview", settingWords(settings));
    const up = await timed("up");
    made = { preview, up, checks: spanOfResults(stack) };
  } catch (error) {
    await runOwnCommand(["destroy", "udn-pods", "--stack", stack]);
    throw error;
  }
  return { ...made, destroy: await timed("destroy") };
}

const published = z.object({ results: z.array(z.object({ at: z.iso.datetime() })) });

function spanOfResults(stack: string): number {
  const file = resultFiles.json(stackDirectory(projectDirectory, stack));
  const { results } = published.parse(JSON.parse(readFileSync(file, "utf8")));
  const times = results.map(({ at }) => Date.parse(at));
  return (Math.max(...times) - Math.min(...times)) / 1000;
}
