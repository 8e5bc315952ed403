import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { readCatalog } from "../../../components/artifacts/catalog.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { toolNames } from "../../../components/tools/catalog.ts";
import { isAlive } from "../../../components/tools/processes.ts";

/** An entry of the cache that this project made. */
export interface CacheEntry {
  readonly path: string;
  readonly name: string;
  /** Of all its files. */
  readonly bytes: number;
}

export interface CacheContent {
  readonly folder: string;
  readonly own: readonly CacheEntry[];
  /** Names of what something else put there. */
  readonly others: readonly string[];
}

const lock = /^[a-z-]+\.lock(\.[0-9a-f-]{36})?$/;
const sets = new Set(Object.keys(readCatalog()).map((name) => name.split("/")[0]));

/** What this project puts in its cache, by what lies in each folder: another program's may be called `tools` too. */
const ownFolders: Readonly<Record<string, (name: string) => boolean>> = {
  artifacts: (name) => name === ".incoming" || sets.has(name),
  tools: (name) => lock.test(name) || name.startsWith(".work-") || (toolNames as string[]).includes(name),
  // Places in the line for a guest's console.
  consoles: (name) => /^[0-9a-f]+(\.|$)/.test(name),
};

function isOwn(folder: string, entry: Dirent): boolean {
  if (entry.isFile()) return lock.test(entry.name);
  const belongs = Object.hasOwn(ownFolders, entry.name) ? ownFolders[entry.name] : undefined;
  // A link was not made by this project.
  return entry.isDirectory() && belongs !== undefined && readdirSync(join(folder, entry.name)).every(belongs);
}

/**
 * Looks at the cache and changes nothing.
 * @param folder as `cacheDirectory` names it
 * @throws SettingsError if the folder cannot be this project's alone, or a process works in it
 */
export function readCache(folder: string, projectDirectory: string, home: string = homedir()): CacheContent {
  const path = resolve(folder);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return { folder: path, own: [], others: [] };
  const refused = (why: string): SettingsError =>
    new SettingsError([
      `the cache ${path} is left alone: ${why}.`,
      "OVN_LABS_CACHE names the cache's folder; without it, it is ovn-kubernetes-labs in the user's folder for caches.",
    ]);
  if (stats.isSymbolicLink()) throw refused("it is a link, and what it leads to may be something else's");
  if (!stats.isDirectory()) throw refused("it is no folder");
  for (const [other, what] of [
    [home, "your home"],
    [projectDirectory, "this project"],
  ] as const)
    if (isWithin(realpathSync(path), resolve(other))) throw refused(`${what} is in it`);
  const entries = readdirSync(path, { withFileTypes: true });
  const own = entries.filter((entry) => isOwn(path, entry));
  const busy = own.flatMap(({ name }) => holders(join(path, name)));
  if (busy.length > 0)
    throw refused(`process ${busy.join(", ")} works in it; run npm run clean again when that has ended`);
  return {
    folder: path,
    own: own.map(({ name }) => ({ name, path: join(path, name), bytes: sizeOf(join(path, name)) })),
    others: entries.filter((entry) => !own.includes(entry)).map(({ name }) => name),
  };
}

/** Removes what this project put there, and the folder if nothing else is in it. */
export function removeCache({ folder, own, others }: CacheContent): void {
  for (const { path } of own) rmSync(path, { recursive: true, force: true });
  if (own.length > 0 && others.length === 0) rmdirSync(folder);
}

function isWithin(folder: string, path: string): boolean {
  for (let one = path; ; one = dirname(one)) {
    if (relative(folder, one) === "") return true;
    if (one === dirname(one)) return false;
  }
}

/** Living processes that a lock, or a folder of work in progress, is of. */
function holders(path: string): number[] {
  const pids = path.endsWith(".lock")
    ? [readFileSync(path, "utf8").split(" ")[0]]
    : path.endsWith("/tools")
      ? readdirSync(path).map((name) =>
          name === "build.lock"
            ? readFileSync(join(path, name), "utf8").split(" ")[0]
            : /^\.work-(\d+)-/.exec(name)?.[1],
        )
      : [];
  return [...new Set(pids.map(Number))].filter((pid) => pid > 0 && isAlive(pid));
}

function sizeOf(path: string): number {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
