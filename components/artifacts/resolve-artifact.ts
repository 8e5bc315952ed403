import { cacheDirectory } from "../user-directories.ts";
import { ArtifactError, reasonOf } from "./artifact-error.ts";
import { CachedSet } from "./cache.ts";
import {
  type CatalogFile,
  checksumKind,
  foundChecksum,
  gitHub,
  joinUrl,
  originOf,
  urlOf,
  wantedChecksum,
} from "./catalog-file.ts";
import { artifactSet, readCatalog } from "./catalog.ts";
import type { ArtifactSet, Catalog } from "./catalog.ts";
import { download } from "./download.ts";
import { verifyFolder } from "./folder.ts";
import { inParallel } from "./in-parallel.ts";

export interface ResolveArtifactOptions {
  /**
   * The setting `lab:artifacts`. A folder: files are used in place from `<folder>/<set>/<path>`; no cache, no network. The URL
   * of a mirror (http or https): what the cache lacks is fetched from `<url>/<set>/<path>`. Default: not set.
   */
  folder?: string | undefined;
  /** The cache's folder; the set is in `<cache>/artifacts/<set>`. Default: `cacheDirectory()`. */
  cache?: string | undefined;
  /** Stands for both of GitHub's addresses, of sources and of release assets, where there is no mirror. */
  baseUrl?: string | undefined;
  /** Nothing is fetched; a file that is neither in `folder` nor in the cache is an error. Default: false. */
  offline?: boolean | undefined;
  /** Takes lines of progress. Default: nothing is said. */
  say?: ((line: string) => void) | undefined;
  /** Default: the catalog of this program. */
  catalog?: Catalog | undefined;
}

const concurrentDownloads = 8;

/**
 * The absolute path of a directory with the files of an artifact set, every one verified by its SHA-256 in this call.
 *
 * Without `folder` the directory is in the cache: it holds the files of the catalog and no other, missing and damaged ones are fetched,
 * up to 8 at once, and extra ones removed. Several processes may do so at the same time.
 * @param name a name of the catalog, such as "ovn-kubernetes/v1.3.0".
 * @throws ArtifactError when the name is unknown, a file of `folder` is missing or wrong, a file cannot or may not be fetched (the first
 * failure ends the rest; what was verified stays cached), what was fetched has another checksum (it is not kept), or the cache cannot be
 * written.
 */
export async function resolveArtifact(name: string, options: ResolveArtifactOptions = {}): Promise<string> {
  const set = artifactSet(name, options.catalog ?? readCatalog());
  const mirror = isUrl(options.folder) ? options.folder : undefined;
  if (options.folder !== undefined && mirror === undefined) return verifyFolder(name, set, options.folder);

  const say = options.say ?? (() => undefined);
  const cached = new CachedSet(options.cache ?? cacheDirectory(), name);
  const removed = await cached.keepOnly(Object.keys(set.files));
  if (removed.length > 0) say(`${name}: removed from the cache, not part of the set: ${removed.join(", ")}`);

  const missing: string[] = [];
  for (const [path, file] of Object.entries(set.files)) {
    if (!(await cached.has(path, file))) missing.push(path);
  }
  const [first] = missing;
  if (first !== undefined && options.offline) {
    throw new ArtifactError(
      `${first} of the artifact set ${name} is not in the cache ${cached.directory}, and this run does not fetch. ` +
        `Run "pulumi up" with a network, or set lab:artifacts to a folder that holds it as <folder>/${name}/${first}.`,
    );
  }
  if (missing.length > 0) {
    const from = mirror ?? options.baseUrl ?? "GitHub";
    say(`${name}: fetching ${missing.length} of ${Object.keys(set.files).length} files from ${from}`);
    const origins = options.baseUrl === undefined ? gitHub : { sources: options.baseUrl, releases: options.baseUrl };
    await inParallel(missing, concurrentDownloads, async (path, signal) => {
      const file = set.files[path];
      if (!file) throw new RangeError(`${path} is not in the set ${name}`);
      const url = mirror === undefined ? urlOf(set, file, origins) : joinUrl(mirror, [name, path]);
      await cached.put(path, await fetchVerified({ name, set, path, file, url }, signal));
    });
  }
  return cached.directory;
}

/** Whether `lab:artifacts` names a mirror and no folder. */
export function isUrl(place: string | undefined): place is string {
  return /^https?:\/\//.test(place ?? "");
}

interface Wanted {
  readonly name: string;
  readonly set: ArtifactSet;
  readonly path: string;
  readonly file: CatalogFile;
  readonly url: string;
}

async function fetchVerified({ name, set, path, file, url }: Wanted, signal: AbortSignal): Promise<Uint8Array> {
  const content = await download(url, signal).catch((error: unknown) => {
    throw new ArtifactError(
      `Cannot fetch ${path} of the artifact set ${name}, which is not in the cache, from ${url}: ${reasonOf(error)}. ` +
        `Connect to the network and run this again, or set lab:artifacts to a folder that holds it as <folder>/${name}/${path}.`,
    );
  });
  const found = foundChecksum(file, content, url);
  if (found !== wantedChecksum(file)) {
    throw new ArtifactError(
      `${url} is not the file this program was tested with, ${originOf(set, file)}: ` +
        `expected ${checksumKind(file)} ${wantedChecksum(file)}, found ${found}; it was not kept. ` +
        `If something between here and there answers in its place (a proxy, a login page), run this again without it, or set ` +
        `lab:artifacts to a folder that holds the right file as <folder>/${name}/${path}.`,
    );
  }
  return content;
}
