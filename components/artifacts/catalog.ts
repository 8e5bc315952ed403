import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ArtifactError } from "./artifact-error.ts";

const relativePath = z
  .string()
  .refine(
    (path) => path.split("/").every((part) => !["", ".", ".."].includes(part)),
    "must be a path without . and ..",
  );

const checksum = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits");

/** A file of the repository itself, the same to the byte. */
const sourceFile = z.strictObject({ source: relativePath, sha256: checksum });

/**
 * A file that exists only as an asset of the release `ref`, known again by its objects: who renders it anew from the
 * repository, as mirrors do, gets the same objects and other bytes.
 */
const releaseAsset = z.strictObject({
  asset: z.string().regex(/^[\w-][\w.-]*$/, "must be the name of a release asset"),
  objects: checksum,
});

const catalogSchema = z.record(
  relativePath,
  z.strictObject({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name"),
    ref: relativePath,
    files: z.record(relativePath, z.union([sourceFile, releaseAsset])),
  }),
);

/** Every artifact set by its name, such as "multus-cni/v4.1.3". */
export type Catalog = z.infer<typeof catalogSchema>;

/**
 * Files of one GitHub repository at one ref (a tag or a full commit). `files`: path in the set, with `/`, to where it comes
 * from and its checksum in lower-case hexadecimal: `source` and `sha256` for a path in the repository and its content,
 * `asset` and `objects` for a release asset and its Kubernetes objects (`canonical-objects.ts`).
 */
export type ArtifactSet = Catalog[string];

/** The catalog of this program. */
export const catalogFile = fileURLToPath(new URL("catalog.json", import.meta.url));

/**
 * Reads and checks a catalog. Default: the catalog of this program.
 * @throws ArtifactError when the file cannot be read, is not JSON or has another shape.
 */
export function readCatalog(file: string = catalogFile): Catalog {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ArtifactError(`Cannot read the catalog of artifacts ${file}: ${String(error)}.`);
  }
  const checked = catalogSchema.safeParse(content);
  if (!checked.success)
    throw new ArtifactError(`${file} is no catalog of artifacts:\n${z.prettifyError(checked.error)}`);
  return checked.data;
}

/**
 * The set of that name.
 * @throws ArtifactError when there is none; the message lists those there are.
 */
export function artifactSet(name: string, catalog: Catalog): ArtifactSet {
  const set = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (set) return set;
  const known = Object.keys(catalog).join(", ");
  throw new ArtifactError(
    `There is no artifact set "${name}". The sets are: ${known}. Name one of them, or add it to components/artifacts/catalog.json.`,
  );
}

/** The catalog as text: one line a file, so that a change of one file is a change of one line. */
export function formatCatalog(catalog: Catalog): string {
  const sets = Object.entries(catalog).map(([name, { repository, ref, files }]) => {
    const lines = Object.entries(files).map(
      ([path, file]) =>
        `      ${JSON.stringify(path)}: { ${Object.entries(file)
          .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
          .join(", ")} }`,
    );
    const head = `    "repository": ${JSON.stringify(repository)},\n    "ref": ${JSON.stringify(ref)},\n`;
    return `  ${JSON.stringify(name)}: {\n${head}    "files": {\n${lines.join(",\n")}\n    }\n  }`;
  });
  return `{\n${sets.join(",\n")}\n}\n`;
}
