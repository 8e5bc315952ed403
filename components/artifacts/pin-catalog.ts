import { join } from "node:path";
import { ArtifactError } from "./artifact-error.ts";
import type { Catalog } from "./catalog.ts";
import { sha256OfFile } from "./checksum.ts";

/** A checksum that is no longer the catalog's. */
export interface ChecksumChange {
  /** `<set>/<path>` */
  file: string;
  from: string;
  to: string;
}

/**
 * The catalog with the checksums of the files in `<folder>/<set>/<path>`, and what differs. Sets and paths stay as they are.
 * @throws ArtifactError that lists every file the folder lacks.
 */
export async function pinCatalog(
  catalog: Catalog,
  folder: string,
): Promise<{ catalog: Catalog; changes: ChecksumChange[] }> {
  const pinned = structuredClone(catalog);
  const changes: ChecksumChange[] = [];
  const missing: string[] = [];
  for (const [name, set] of Object.entries(pinned)) {
    for (const [path, entry] of Object.entries(set.files)) {
      const file = `${name}/${path}`;
      const found = await sha256OfFile(join(folder, file));
      if (found === undefined) {
        missing.push(file);
      } else if (found !== entry.sha256) {
        changes.push({ file, from: entry.sha256, to: found });
        entry.sha256 = found;
      }
    }
  }
  if (missing.length > 0) {
    throw new ArtifactError(`${folder} lacks files of the catalog, so nothing was changed:\n  ${missing.join("\n  ")}`);
  }
  return { catalog: pinned, changes };
}
