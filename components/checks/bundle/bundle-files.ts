import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAlive } from "../../tools/processes.ts";
import { pathPart } from "./path-part.ts";

const forUserAlone = { folder: 0o700, file: 0o600 } as const;

/** The folder of the bundle of a check, or of all checks of an experiment, among those of a stack. */
export function bundlePath(bundles: string, ids: readonly string[]): string {
  return join(bundles, pathPart(ids.join("-")));
}

/** Writes a bundle, private to the user; it stands in its place when it is whole, and an earlier one has gone. */
export function writeBundle(bundles: string, ids: readonly string[], files: ReadonlyMap<string, string>): void {
  const path = bundlePath(bundles, ids);
  const draft = join(bundles, `.draft-${process.pid}-${pathPart(ids.join("-"))}`);
  mkdirSync(bundles, { recursive: true, mode: forUserAlone.folder });
  removeAbandoned(bundles);
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft, { mode: forUserAlone.folder });
    for (const [name, text] of files) {
      const file = join(draft, name);
      mkdirSync(dirname(file), { recursive: true, mode: forUserAlone.folder });
      writeFileSync(file, text, { mode: forUserAlone.file });
    }
    rmSync(path, { recursive: true, force: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Of a check that passes, or is about to be performed. */
export function removeBundle(bundles: string, ids: readonly string[]): void {
  rmSync(bundlePath(bundles, ids), { recursive: true, force: true });
}

/** Drafts of processes that were killed. */
function removeAbandoned(bundles: string): void {
  for (const name of readdirSync(bundles)) {
    const pid = /^\.draft-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !isAlive(Number(pid)))
      rmSync(join(bundles, name), { recursive: true, force: true });
  }
}
