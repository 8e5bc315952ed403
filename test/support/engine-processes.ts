import { type ChildProcess } from "node:child_process";
import { run } from "../../components/processes.ts";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export async function processes(): Promise<Process[]> {
  const list = await run("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="]);
  if (list.status !== 0) throw new Error(`ps failed: ${list.stderr}`);
  return list.stdout.split("\n").flatMap((line) => {
    const [, pid, parent, state = "", command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** Running processes with that text in their command line. */
export async function processesThatName(text: string): Promise<Process[]> {
  return (await processes()).filter(({ command }) => command.includes(text));
}

/**
 * Kills a process and all its descendants, so that none of them can tidy up, but for those that `spare` picks: daemons
 * that would outlive the session anyway.
 * @returns what was killed
 */
export async function killTree(root: ChildProcess, spare: (process: Process) => boolean): Promise<Process[]> {
  let family: Process[] = [];
  // Stopped first, for a running process could start another one meanwhile.
  for (let size = -1; size !== family.length;) {
    size = family.length;
    family = descendants(await processes(), root.pid ?? -1).filter((process) => !spare(process));
    for (const { pid } of family) signal(pid, "SIGSTOP");
  }
  endAll(family);
  return family;
}

function descendants(all: readonly Process[], root: number): Process[] {
  const found = all.filter(({ pid }) => pid === root);
  for (const process of found) found.push(...all.filter(({ parent }) => parent === process.pid));
  return found;
}

export function endAll(list: readonly Process[]): void {
  for (const { pid } of list) signal(pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
