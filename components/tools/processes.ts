import { readFileSync } from "node:fs";

/** Whether a process with that id exists, of whatever user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * When a process was started, as an opaque word that another process with the same id does not share; an empty string where the
 * system does not tell. Source: field 22 of /proc/<pid>/stat (proc_pid_stat(5)), on Linux alone.
 */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command's name in parentheses and may have blanks in it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
