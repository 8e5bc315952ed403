import { join } from "node:path";
import { ArtifactError } from "./artifact-error.ts";
import type { Catalog } from "./catalog.ts";
import { checksumOnDisk, wantedChecksum } from "./catalog-file.ts";

/** A checksum that is no longer the catalog's. */
export interface ChecksumChange {
  /** `<set>/<path>` */
  file: string;
  from: string;
  to: string;
}

/**
 * The catalog with the checksums of the files in `<folder>/<set>/<path>`, and what differs. Sets and paths stay as they are.
 * @throws ArtifactError that lists every file the folder lacks, or every one that should hold objects and does not.
 */
export async function pinCatalog(
  catalog: Catalog,
  folder: string,
): Promise<{ catalog: Catalog; changes: ChecksumChange[] }> {
  const pinned = structuredClone(catalog);
  const changes: ChecksumChange[] = [];
  const missing: string[] = [];
  const unreadable: string[] = [];
  for (const [name, set] of Object.entries(pinned)) {
    for (const [path, entry] of Object.entries(set.files)) {
      const file = `${name}/${path}`;
      const found = await checksumOnDisk(entry, join(folder, file));
      if (found === undefined) {
        missing.push(file);
      } else if (!/^[0-9a-f]{64}$/.test(found)) {
        unreadable.push(`${file}: ${found}`);
      } else if (found !== wantedChecksum(entry)) {
        changes.push({ file, from: wantedChecksum(entry), to: found });
        if ("objects" in entry) entry.objects = found;
        else entry.sha256 = found;
      }
    }
  }
  if (missing.length > 0) {
    throw new ArtifactError(`${folder} lacks files of the catalog, so nothing was changed:\n  ${missing.join("\n  ")}`);
  }
  if (unreadable.length > 0)
    throw new ArtifactError(
      `${folder} has files that are no manifests, so nothing was changed:\n  ${unreadable.join("\n  ")}`,
    );
  return { catalog: pinned, changes };
}
