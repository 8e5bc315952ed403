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

/** How many tenants are added. */
export const sizes = [1, 10, 100] as const;
type Size = (typeof sizes)[number];
/** Those whose times are compared are neighbours: a machine that others use too is not as fast all the time. */
const destroyed: readonly Size[] = [1, 100, 10];

export type TimesBySize = Readonly<Record<Size, LabTimes>>;

let measured: Promise<TimesBySize> | undefined;

/**
 * Previews and builds `udn-pods` with tenants added on simulated clusters, one lab after the other, and destroys them when all are there.
 * Done once in a process: two groups of figures are of it.
 */
export function timesOfLabs(context: Pick<BenchContext, "settings" | "say">): Promise<TimesBySize> {
  measured ??= liveThrough(context);
  return measured;
}

async function liveThrough({ settings, say }: Pick<BenchContext, "settings" | "say">): Promise<TimesBySize> {
  const timed = async (command: string, size: Size, words: readonly string[] = []): Promise<number> => {
    const { seconds } = await runOwnCommand([...labOf(command, size), ...words]);
    say(`  ${command} with ${size}: ${seconds.toFixed(1)} s`);
    return seconds;
  };
  // One of that name may be left of a measuring that was interrupted.
  await removeAll();
  try {
    const built = new Map<Size, Omit<LabTimes, "destroy">>();
    for (const size of sizes) {
      const preview = await timed(
        "preview",
        size,
        settingWords({ ...settings, cluster: "simulated", scale: String(size) }),
      );
      const up = await timed("up", size);
      built.set(size, { preview, up, checks: spanOfResults(stackOf(size)) });
    }
    const times = new Map<Size, LabTimes>();
    for (const size of destroyed) {
      const others = built.get(size);
      if (others) times.set(size, { ...others, destroy: await timed("destroy", size) });
    }
    return Object.fromEntries(times) as TimesBySize;
  } catch (error) {
    await removeAll();
    throw error;
  }
}

function stackOf(size: Size): string {
  return `bench-scale-${size}`;
}

function labOf(command: string, size: Size): string[] {
  return [command, "udn-pods", "--stack", stackOf(size)];
}

async function removeAll(): Promise<void> {
  for (const size of sizes) await runOwnCommand(labOf("destroy", size));
}

const published = z.object({ results: z.array(z.object({ at: z.iso.datetime() })) });

function spanOfResults(stack: string): number {
  const file = resultFiles.json(stackDirectory(projectDirectory, stack));
  const { results } = published.parse(JSON.parse(readFileSync(file, "utf8")));
  const times = results.map(({ at }) => Date.parse(at));
  return (Math.max(...times) - Math.min(...times)) / 1000;
}
