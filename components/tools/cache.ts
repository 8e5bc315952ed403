import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheDirectory } from "../user-directories.ts";
import { toolFacts } from "./catalog.ts";
import { thisPlatform } from "./platform.ts";
import { isAlive } from "./processes.ts";
import type { LocateOptions, ToolName } from "./types.ts";

/** The folder of tools in the cache that `options` name. */
export function toolsFolder(options: LocateOptions): string {
  return join(options.cache ?? cacheDirectory(options.environment), "tools");
}

/** Where the pinned version of a tool lies: `<cache>/tools/<tool>/<version>-<os>-<arch>/<tool>`. */
export function cachedPath(tool: ToolName, options: LocateOptions): string {
  const platform = options.platform ?? thisPlatform();
  return join(toolsFolder(options), tool, `${toolFacts[tool].version}-${platform.os}-${platform.arch}`, tool);
}

/**
 * Lends `use` an empty folder in the cache's own file system, from which a file can be renamed into place, and removes it with
 * what is left in it. Folders of processes that were killed are removed on the way.
 */
export async function withWorkFolder<T>(tools: string, use: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(tools, { recursive: true });
  for (const name of await readdir(tools)) {
    const owner = /^\.work-(\d+)-/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await rm(join(tools, name), { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(tools, `.work-${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts a finished file in its place in one step: others see the old file or the new one, never half of it. */
export async function install(file: string, target: string): Promise<void> {
  await chmod(file, 0o755);
  await mkdir(dirname(target), { recursive: true });
  await rename(file, target);
}
