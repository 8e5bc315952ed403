/**
 * For maintainers: takes the checksums in catalog.json anew from a folder that holds every file as `<folder>/<set>/<path>`, and prints
 * the ones that changed. A new file is first entered in catalog.json by hand, with any 64 digits for its checksum.
 *
 *     node --import tsx components/artifacts/pin.ts <folder>
 */
import { writeFileSync } from "node:fs";
import { ArtifactError } from "./artifact-error.ts";
import { catalogFile, formatCatalog, readCatalog } from "./catalog.ts";
import { pinCatalog } from "./pin-catalog.ts";

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  console.error("Usage: node --import tsx components/artifacts/pin.ts <folder>");
  process.exitCode = 2;
} else {
  try {
    const { catalog, changes } = await pinCatalog(readCatalog(), folder);
    writeFileSync(catalogFile, formatCatalog(catalog));
    for (const { file, from, to } of changes) console.log(`${file}\n  was ${from}\n  is  ${to}`);
    console.log(changes.length === 0 ? "Nothing changed." : `${changes.length} changed.`);
  } catch (error) {
    if (!(error instanceof ArtifactError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
