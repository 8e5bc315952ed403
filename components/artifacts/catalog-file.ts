import { readFile } from "node:fs/promises";
import { ArtifactError, reasonOf } from "./artifact-error.ts";
import { objectsChecksum } from "./canonical-objects.ts";
import type { ArtifactSet } from "./catalog.ts";
import { sha256Of } from "./checksum.ts";
import { parseManifest } from "./manifests.ts";

/** One file of an artifact set: where it comes from and how it is known again. */
export type CatalogFile = ArtifactSet["files"][string];

/** Where a file is when it is neither in a folder nor in the cache; each without a slash at its end. */
export interface Origins {
  /** Holds sources as `<repository>/<ref>/<source>`. */
  readonly sources: string;
  /** Holds release assets as `<repository>/releases/download/<ref>/<asset>`. */
  readonly releases: string;
}

export const gitHub: Origins = { sources: "https://raw.githubusercontent.com", releases: "https://github.com" };

/** The checksum that the catalog has for a file. */
export function wantedChecksum(file: CatalogFile): string {
  return "objects" in file ? file.objects : file.sha256;
}

/** What the checksum of a file is of, as it reads after "expected". */
export function checksumKind(file: CatalogFile): string {
  return "objects" in file ? "objects with SHA-256" : "SHA-256";
}

/**
 * The checksum of a content, taken as the catalog's entry wants it: over its bytes, or over its objects. What should hold
 * objects and cannot be read as a manifest has none, and that is what is given instead.
 */
export function foundChecksum(file: CatalogFile, content: Uint8Array, name: string): string {
  if (!("objects" in file)) return sha256Of(content);
  try {
    return objectsChecksum(parseManifest(new TextDecoder().decode(content), name));
  } catch (error) {
    if (error instanceof ArtifactError) return `none (${error.message})`;
    throw error;
  }
}

/**
 * The checksum of a file on disk; undefined when there is no file of that name.
 * @throws ArtifactError when there is one that cannot be read.
 */
export async function checksumOnDisk(file: CatalogFile, path: string): Promise<string | undefined> {
  let content: Uint8Array;
  try {
    content = await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(code)) return undefined;
    throw new ArtifactError(`Cannot read ${path}: ${reasonOf(error)}. Make it readable for the user who runs this.`);
  }
  return foundChecksum(file, content, path);
}

/** Where a file comes from, in words. */
export function originOf(set: ArtifactSet, file: CatalogFile): string {
  return "asset" in file
    ? `the release asset ${file.asset} of github.com/${set.repository} at ${set.ref}`
    : `${file.source} of github.com/${set.repository} at ${set.ref}`;
}

/** The address of a file at its origin. */
export function urlOf(set: ArtifactSet, file: CatalogFile, origins: Origins): string {
  return "asset" in file
    ? joinUrl(origins.releases, [set.repository, "releases/download", set.ref, file.asset])
    : joinUrl(origins.sources, [set.repository, set.ref, file.source]);
}

/** A base, whose slashes at the end do not count, and paths below it. */
export function joinUrl(base: string, paths: readonly string[]): string {
  return [base.replace(/\/+$/, ""), ...paths.join("/").split("/").map(encodeURIComponent)].join("/");
}
