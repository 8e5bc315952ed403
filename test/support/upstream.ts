import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readCatalog } from "../../components/artifacts/catalog.ts";
import { resolveArtifact } from "../../components/artifacts/index.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";

/** Every artifact set that the program installs from. */
export const artifactSets: readonly string[] = Object.keys(readCatalog());

export interface Upstream {
  /** The value for `lab:artifacts`; undefined if the files are those of the artifact cache. */
  readonly folder: string | undefined;
  /** Directories by the name of their set. */
  readonly directories: ReadonlyMap<string, string>;
}

/**
 * The upstream files: in the folder that `OVN_LABS_UPSTREAM` names, else in `../shared/upstream` beside the project, else in
 * the artifact cache. Nothing is fetched.
 * @returns the reason if they are in none of them
 * @throws ArtifactError if a folder is there and lacks a file or has a wrong one
 */
export async function findUpstream(): Promise<Upstream | { readonly reason: string }> {
  const beside = join(dirname(projectDirectory), "shared", "upstream");
  const folder = process.env["OVN_LABS_UPSTREAM"] ?? (existsSync(beside) ? beside : undefined);
  const directories = new Map<string, string>();
  try {
    for (const set of artifactSets) directories.set(set, await resolveArtifact(set, { folder, offline: true }));
  } catch (error) {
    if (folder !== undefined || !(error instanceof Error)) throw error;
    return { reason: error.message };
  }
  return { folder, directories };
}

/** Skips the tests of a suite, with the reason on standard output, where the upstream files are not there. For `before`. */
export async function upstreamOrSkip(context: Mocha.Context): Promise<Upstream> {
  const upstream = await findUpstream();
  if ("directories" in upstream) return upstream;
  process.stdout.write(`    skipped: ${upstream.reason}\n`);
  context.skip();
}
