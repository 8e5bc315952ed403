import { readdirSync } from "node:fs";
import { run } from "../processes.ts";
import { parentOf } from "./ancestors.ts";

/** Kills processes and all their descendants. Those that have ended already are left out. */
export async function endFamilies(roots: readonly number[]): Promise<void> {
  let family: number[] = [];
  // Stopped first, until there are no new ones: a running process could start another one meanwhile.
  for (let before = -1; before !== family.length;) {
    before = family.length;
    family = descendants(roots, await parents());
    for (const pid of family) signal(pid, "SIGSTOP");
  }
  for (const pid of family) signal(pid, "SIGKILL");
}

/**
 * The roots that exist and all that descends from them.
 * @param parents parent of each process there is
 */
export function descendants(roots: readonly number[], parents: ReadonlyMap<number, number>): number[] {
  const found = new Set(roots.filter((pid) => parents.has(pid)));
  // A Set's iteration comes to those that are added on the way.
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.add(child);
  return [...found];
}

async function parents(): Promise<Map<number, number>> {
  if (process.platform === "linux")
    return new Map(
      readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
          const parent = parentOf(Number(name));
          return parent === undefined ? [] : [[Number(name), parent]];
        }),
    );
  const list = await run("ps", ["-A", "-o", "pid=,ppid="]);
  return new Map(
    list.stdout.split("\n").flatMap((line) => {
      const [, pid, parent] = /^\s*(\d+)\s+(\d+)/.exec(line) ?? [];
      return pid === undefined || parent === undefined ? [] : [[Number(pid), Number(parent)]];
    }),
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
