import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What Pulumi writes there for itself: its logs, and which stack is selected where. */
const own = ["logs", "workspaces"];

/**
 * A home of Pulumi with all that the user's has, plugins and credentials among it, but without its logs: since 3.249 every command writes each property
 * of each resource into one, encrypted, and no setting turns that off. Of a preview of `udn-vms` without changes that was 7 s of 13, on two cores, and half a
 * gigabyte of logs stayed in the user's home. A file stands where the folder of logs would be, so Pulumi finds that it cannot have one, and goes on.
 * @param folder where it is made; what is there already stays
 * @returns the folder
 */
export function homeWithoutLogs(folder: string, environment: NodeJS.ProcessEnv = process.env): string {
  const home = environment["PULUMI_HOME"] || join(environment["HOME"] || homedir(), ".pulumi");
  // A plugin that Pulumi installs has to outlive this folder.
  mkdirSync(join(home, "plugins"), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, "logs"))) writeFileSync(join(folder, "logs"), "");
  for (const name of readdirSync(home))
    if (!own.includes(name) && !isThere(join(folder, name))) symlinkSync(join(home, name), join(folder, name));
  return folder;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
