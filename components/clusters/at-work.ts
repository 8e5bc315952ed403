import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../tools/lock.ts";
import { isAlive, startOf } from "../tools/processes.ts";

const lockFile = (directory: string): string => join(directory, "cluster.lock");

/** Makes or removes a stack's cluster, one at a time, so that others see that somebody does. */
export function whileAtWork<T>(directory: string, work: () => Promise<T>): Promise<T> {
  return withLock(lockFile(directory), work);
}

/** Whether a living process makes or removes the stack's cluster. */
export function isAtWork(directory: string): boolean {
  try {
    const [pid = "", start = ""] = readFileSync(lockFile(directory), "utf8").trim().split(" ");
    return isAlive(Number(pid)) && startOf(Number(pid)) === start;
  } catch {
    return false;
  }
}
