import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parentOf } from "../../../components/interruption/ancestors.ts";

/** Environment variable that Pulumi, and by it its plugins, are started with: whose update they are at work for. */
export const updateVariable = "OVN_LABS_UPDATE";

export function updateMark(projectDirectory: string, stack: string): string {
  return `${projectDirectory}#${stack}`;
}

/**
 * Ends plugins of a stack's updates whose Pulumi was killed: they look for it every few minutes only, and keep what they hold until then. By
 * /proc, so on Linux alone; elsewhere they end by themselves later.
 * @returns their process ids
 */
export function endOrphanedPlugins(mark: string): number[] {
  const orphans = runningPlugins(mark).filter((pid) => !isPulumi(parentOf(pid)));
  for (const pid of orphans)
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  return orphans;
}

function runningPlugins(mark: string): number[] {
  if (process.platform !== "linux") return [];
  const wanted = `${updateVariable}=${mark}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => /^pulumi-(resource|language)-/.test(programOf(pid)) && read(pid, "environ").includes(wanted))
    .map(Number);
}

function isPulumi(pid: number | undefined): boolean {
  return pid !== undefined && programOf(String(pid)).startsWith("pulumi");
}

function programOf(pid: string): string {
  return basename(read(pid, "cmdline")[0] ?? "");
}

/** Nothing of a process that is gone or somebody else's. */
function read(pid: string, file: "cmdline" | "environ"): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0");
  } catch {
    return [];
  }
}
