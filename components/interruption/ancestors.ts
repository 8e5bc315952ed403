import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";

/**
 * The parent of a process, or undefined if that process is gone or the system does not tell. By /proc (field 4 of
 * proc_pid_stat(5)) where there is one, else by ps.
 */
export function parentOf(pid: number): number | undefined {
  try {
    const parent = process.platform === "linux" ? parentByProc(pid) : parentByPs(pid);
    return Number.isInteger(parent) && parent > 0 ? parent : undefined;
  } catch {
    return undefined;
  }
}

function parentByProc(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The command's name, in parentheses, may have blanks and parentheses in it.
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function parentByPs(pid: number): number {
  return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8", timeout: 5000 }).trim());
}
