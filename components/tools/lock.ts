import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive, startOf } from "./processes.ts";

export interface LockOptions {
  /** Called once, with the holder's process id, when the lock is taken. */
  waiting?: (pid: number) => void;
  /** Milliseconds between two looks at a lock that another holds. Default: 500. */
  interval?: number;
}

/**
 * Runs `use` while this call alone, in this process and in all others, holds the lock file. Waits as long as its holder lives;
 * a lock whose holder is dead, or that no holder can be read from, is taken over.
 *
 * Two processes that find the same dead holder at the same moment can both go on. That is accepted: what is guarded here is the
 * machine's load, and every file is put in place by a rename.
 */
export function withLock<T>(path: string, use: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  return withAnyLock([path], use, options);
}

/** As {@link withLock}, with whichever of several lock files is free first: as many calls are let in as there are files. */
export async function withAnyLock<T>(
  paths: readonly string[],
  use: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  for (const path of paths) await mkdir(dirname(path), { recursive: true });
  let said = false;
  for (;;) {
    let holder: number | undefined;
    for (const path of paths) {
      if (!(await create(path))) {
        holder = (await removeIfStale(path)) ?? holder;
        continue;
      }
      try {
        return await use();
      } finally {
        await rm(path, { force: true });
      }
    }
    // None: a dead holder's lock was removed, so there is a free one.
    if (holder === undefined) continue;
    if (!said) options.waiting?.(holder);
    said = true;
    // Nothing tells when another process ends, so the files are looked at again.
    await delay(options.interval ?? 500);
  }
}

/** A file is linked into place with its content in it: one that was created and then written could be read while still empty. */
async function create(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${process.pid} ${startOf(process.pid)}\n`);
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The id of the live process that holds the lock; a lock without one is removed. */
async function removeIfStale(path: string): Promise<number | undefined> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
  const [pid = "", start = ""] = content.trim().split(" ");
  const holder = Number(pid);
  // The id of a dead holder can belong to another process by now, which was started at another time.
  if (Number.isInteger(holder) && holder > 0 && isAlive(holder) && startOf(holder) === start) return holder;
  await rm(path, { force: true });
  return undefined;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
