import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ownFiles } from "../../components/settings/stack-name.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { cacheDirectory } from "../../components/user-directories.ts";
import { readCache, removeCache } from "./clean/cache.ts";
import { cleanImageCaches } from "./clean/image-caches.ts";
import { describeRemains, holdsSomething, stackRemains } from "./clean/stack-remains.ts";
import { projectDirectory } from "./project.ts";

export interface CleanPlaces {
  readonly project: string;
  /** The cache's folder. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

const usual = (): CleanPlaces => ({
  project: projectDirectory,
  cache: cacheDirectory(),
  say: (line) => void process.stdout.write(`${line}\n`),
});

/**
 * `npm run clean`: removes what outlives every stack, the artifact cache and the built tools, and what was kept of API answers in this
 * clone. Nothing that a stack made is removed: each is listed with the command that does.
 * @throws SettingsError while a cluster of this clone is there, whose removal takes the tools, or if the cache is not this project's
 */
export function clean(words: readonly string[], { project, cache: folder, say }: CleanPlaces = usual()): number {
  const unknown = words.filter((word) => word !== "--dry-run");
  if (unknown.length > 0)
    throw new SettingsError([
      `clean does not know ${unknown.map((word) => JSON.stringify(word)).join(", ")}: npm run clean -- --help tells what it takes`,
    ]);
  const remains = stackRemains(project);
  const holding = remains.filter(holdsSomething);
  if (holding.length > 0)
    throw new SettingsError([
      "Nothing was removed: stacks of this clone still have something on this machine, and removing it takes the tools in the cache.",
      ...holding.flatMap(describeRemains),
    ]);
  const isDry = words.includes("--dry-run");
  const cache = readCache(folder, project);
  const verb = isDry ? "Would remove" : "Removed";
  if (!isDry) removeCache(cache);
  for (const { path, bytes } of cache.own) say(`${verb} ${path} (${megabytes(bytes)})`);
  if (cache.own.length === 0) say(`The cache ${cache.folder} has nothing of this project.`);
  if (cache.others.length > 0)
    say(`Left ${cache.folder}, for it has what this project did not put there: ${cache.others.join(", ")}`);

  for (const name of ownFiles.filter((own) => own !== "passphrase")) {
    const made = join(project, ".stacks", name);
    if (!existsSync(made)) continue;
    if (!isDry) rmSync(made, { recursive: true, force: true });
    say(`${verb} ${made}`);
  }
  for (const line of remains.flatMap(describeRemains)) say(line);
  return 0;
}

/** The same, and the caches of images in containers of this machine. */
export async function cleanAll(words: readonly string[], places: CleanPlaces = usual()): Promise<number> {
  const status = clean(words, places);
  await cleanImageCaches(words.includes("--dry-run"), places.say);
  return status;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
