import { readdirSync } from "node:fs";
import { join } from "node:path";
import { shown } from "./shown.ts";

export interface ImageArchives {
  /** Absolute paths, in the order of their names. */
  readonly archives: readonly string[];
  /** Why there are none. */
  readonly problem?: string;
}

const archiveName = /\.(tar|tar\.gz|tgz)$/;

/**
 * Looks for image archives, as `docker save` writes them or in OCI's format, in a folder and not in those below it.
 * @param folder absolute path
 */
export function findImageArchives(folder: string): ImageArchives {
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // Node's own message has the whole path in it.
    const why = { ENOENT: "there is none", ENOTDIR: "it is a file" }[code] ?? `it cannot be read (${code})`;
    return { archives: [], problem: `it must be a folder with image archives, and ${why}` };
  }
  const archives = names.filter((name) => archiveName.test(name)).toSorted();
  if (archives.length > 0) return { archives: archives.map((name) => join(folder, name)) };
  const has =
    names.length === 0 ? "no file" : `no such file, but ${names.toSorted().slice(0, 3).map(shown).join(", ")}`;
  return { archives: [], problem: `the folder has ${has}: image archives are *.tar, *.tar.gz and *.tgz` };
}
