import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Writable } from "node:stream";

let guarding = false;
let guardian: Writable | undefined;

/** From now on the programs that this process runs end with it, however it ends. */
export function startGuarding(): void {
  guarding = true;
}

/** Has a program that this process has just started end with it, with all that the program starts in turn. */
export function guard(child: ChildProcess): void {
  const { pid } = child;
  if (!guarding || pid === undefined) return;
  tell(`+process ${pid}`);
  child.once("exit", () => tell(`-process ${pid}`));
}

/**
 * While `work` is going on, programs that lie in a folder end with this process too: daemons, whose parent has long ended.
 * @param folder absolute
 */
export async function withGuardedFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (!guarding) return work();
  tell(`+folder ${folder}`);
  try {
    return await work();
  } finally {
    tell(`-folder ${folder}`);
  }
}

function tell(line: string): void {
  guardian ??= startGuardian();
  guardian.write(`${line}\n`);
}

/** It is told over a pipe, which the kernel closes when this process is gone, whatever it was that ended it. */
function startGuardian(): Writable {
  const script = join(import.meta.dirname, "guardian.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["pipe", "ignore", "ignore"],
    // Not in the group that Pulumi ends its plugin and the script with.
    detached: true,
  });
  child.unref();
  child.on("error", () => undefined);
  const stdin: Writable & { unref?: () => void } = child.stdin;
  // This process does not stay for it.
  stdin.unref?.();
  stdin.on("error", () => undefined);
  return stdin;
}
