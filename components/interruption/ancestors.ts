import { execFileSync } from "node:child_process";
import { statFields } from "../tools/processes.ts";

/**
 * The parent of a process, or undefined if that process is gone or the system does not tell. By /proc (field 4 of
 * proc_pid_stat(5)) where there is one, else by ps.
 */
export function parentOf(pid: number): number | undefined {
  const parent = process.platform === "linux" ? Number(statFields(pid)?.[1]) : parentByPs(pid);
  return Number.isInteger(parent) && parent > 0 ? parent : undefined;
}

function parentByPs(pid: number): number {
  try {
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8", timeout: 5000 }).trim());
  } catch {
    return Number.NaN;
  }
}
