import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ArtifactError, DamagedArtifactError } from "./artifact-error.ts";
import type { ArtifactSet } from "./catalog.ts";
import { checksumKind, checksumOnDisk, originOf, wantedChecksum } from "./catalog-file.ts";

/**
 * Verifies the files of a set under `<folder>/<name>` and gives that directory. Nothing is written; files that are not in the catalog
 * are neither read nor refused, for the folder is the user's.
 * @throws ArtifactError at the first file that is missing or has another checksum, and when a folder is missing.
 */
export async function verifyFolder(name: string, set: ArtifactSet, folder: string): Promise<string> {
  const root = resolve(folder);
  const directory = join(root, name);
  const layout = `The setting lab:artifacts names a folder that holds every file of the set as <folder>/${name}/<path>`;
  const nextStep = "Correct the setting, or unset it to fetch the files from GitHub.";

  for (const wanted of [root, directory]) {
    if (!(await isDirectory(wanted))) {
      throw new ArtifactError(`There is no folder ${wanted} for the artifact set ${name}. ${layout}. ${nextStep}`);
    }
  }
  for (const [path, entry] of Object.entries(set.files)) {
    const file = join(directory, path);
    const found = await checksumOnDisk(entry, file);
    const origin = originOf(set, entry);
    if (found === undefined)
      throw new ArtifactError(`${file} is missing. ${layout}; this one is ${origin}. Add it. Otherwise: ${nextStep}`);
    if (found !== wantedChecksum(entry)) {
      const sums = `expected ${checksumKind(entry)} ${wantedChecksum(entry)}, found ${found}`;
      throw new DamagedArtifactError(
        `${file} is not the file this program was tested with: ${sums}. ${layout}. Replace it by ${origin}. Otherwise: ${nextStep}`,
      );
    }
  }
  return directory;
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
