import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/**
 * The folders of a PATH, in order, without `node_modules/.bin` folders: npm puts those in front for scripts, and what is in them
 * are wrappers of packages, not the tools of the machine. Relative entries are left out, for they mean another folder elsewhere.
 */
export function searchFolders(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return [...new Set(folders.map((folder) => resolve(folder)))].filter(
    (folder) => !/[\\/]node_modules[\\/]\.bin$/.test(folder),
  );
}

/** Every executable file of that name on the PATH, in order; empty when there is none. */
export async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const candidates = searchFolders(environment).map((folder) => join(folder, name));
  const executable = await Promise.all(candidates.map(isExecutable));
  return candidates.filter((_, index) => executable[index]);
}

/** Whether there is a file there that this user may run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
