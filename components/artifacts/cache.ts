import { randomUUID } from "node:crypto";
import { chmod, lstat, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ArtifactError, reasonOf } from "./artifact-error.ts";
import { type CatalogFile, checksumOnDisk, wantedChecksum } from "./catalog-file.ts";

/** One artifact set in the cache: `<cache>/artifacts/<name>`. The cache is the program's own, so what is not catalogued is removed. */
export class CachedSet {
  /** Absolute; holds the files of the set. */
  readonly directory: string;
  readonly #ownDirectories: readonly string[];
  readonly #incoming: string;

  constructor(cache: string, name: string) {
    const root = resolve(cache, "artifacts");
    this.directory = join(root, name);
    this.#ownDirectories = [...parents(name), name].map((part) => join(root, part));
    // Outside of every set: another process, or helm, must never see half a file in one. Same file system, so rename is atomic.
    this.#incoming = join(root, ".incoming");
  }

  /**
   * Removes everything but the given files and their directories, links included; gives the paths that were removed.
   * @throws ArtifactError when something cannot be removed.
   */
  async keepOnly(paths: readonly string[]): Promise<string[]> {
    const files = new Set(paths);
    const directories = new Set(paths.flatMap(parents));
    return this.#change(async () => {
      // The walk below must not follow a link out of the cache and remove what it finds there.
      for (const directory of this.#ownDirectories) {
        if (!(await isDirectoryOrAbsent(directory))) await rm(directory, { force: true });
      }
      return this.#removeExtras(this.directory, files, directories);
    });
  }

  /** Whether the file is there with the catalog's checksum. */
  async has(path: string, file: CatalogFile): Promise<boolean> {
    return (await checksumOnDisk(file, join(this.directory, path))) === wantedChecksum(file);
  }

  /**
   * Puts a file in place, in one step for whoever looks at the same time.
   * @throws ArtifactError when it cannot be written; nothing is left then.
   */
  async put(path: string, content: Uint8Array): Promise<void> {
    const file = join(this.directory, path);
    const temporary = join(this.#incoming, randomUUID());
    await this.#change(async () => {
      await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      try {
        await writeFile(temporary, content, { flag: "wx" });
        // The mode of an open call is narrowed by the umask; this one is not.
        await chmod(temporary, 0o644);
        await rename(temporary, file);
      } finally {
        await rm(temporary, { force: true });
      }
    });
  }

  async #removeExtras(directory: string, files: Set<string>, directories: Set<string>): Promise<string[]> {
    const removed: string[] = [];
    for (const entry of await entriesOf(directory)) {
      const full = join(directory, entry.name);
      const path = relative(this.directory, full).split(sep).join("/");
      if (entry.isDirectory() && directories.has(path)) {
        removed.push(...(await this.#removeExtras(full, files, directories)));
      } else if (!(entry.isFile() && files.has(path))) {
        await rm(full, { recursive: true, force: true });
        removed.push(path);
      }
    }
    return removed;
  }

  async #change<Result>(change: () => Promise<Result>): Promise<Result> {
    try {
      return await change();
    } catch (error) {
      const nextStep =
        "Make it writable, or name another folder for the cache in the environment variable OVN_LABS_CACHE.";
      throw new ArtifactError(
        `Cannot change the cached artifacts in ${this.directory}: ${reasonOf(error)}. ${nextStep}`,
      );
    }
  }
}

/** "a/b/c" -> "a", "a/b" */
function parents(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

async function isDirectoryOrAbsent(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
