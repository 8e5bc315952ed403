import { existsSync, readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { run } from "../../processes.ts";
import { waitFor } from "../../wait.ts";

/**
 * Ends the processes whose program lies in a folder. kwokctl runs copies of its binaries from the cluster's folder and
 * finds their ids there: those it was killed over, or whose folder somebody removed, it does not find.
 * @param folder absolute
 */
export async function endProcessesOf(folder: string): Promise<void> {
  await waitFor({ what: `the processes of ${folder} to end`, timeout: 20, interval: 0.1 }, async () => {
    const pids = await processesOf(folder);
    for (const pid of pids) kill(pid);
    return pids.length === 0 ? { met: true } : { seen: `running: ${pids.join(", ")}` };
  });
}

/** Ids of the processes whose program lies in a folder. */
export async function processesOf(folder: string): Promise<number[]> {
  const all = existsSync("/proc/self/cmdline") ? linuxProcesses() : await listedProcesses();
  return all.filter(({ program }) => program.startsWith(folder + sep)).map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  /** The command line, or at least its first word. */
  readonly program: string;
}

function linuxProcesses(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), program: readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")[0] ?? "" }];
      } catch {
        // It has ended since the folder was read.
        return [];
      }
    });
}

async function listedProcesses(): Promise<Process[]> {
  const list = await run("ps", ["-A", "-o", "pid=,command="]);
  return list.stdout.split("\n").flatMap((line) => {
    const [, pid, program] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || program === undefined ? [] : [{ pid: Number(pid), program }];
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
