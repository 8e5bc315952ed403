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
  return statFields(pid)?.[19] ?? "";
}

/** What /proc/<pid>/stat tells of a process from its third field on; undefined if there is none. */
export function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command's name in parentheses and may have blanks in it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
