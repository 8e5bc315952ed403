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

const catalogSchema = z.record(
  relativePath,
  z.strictObject({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name"),
    ref: relativePath,
    files: z.record(
      relativePath,
      z.strictObject({
        source: relativePath,
        sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"),
      }),
    ),
  }),
);

/** Every artifact set by its name, such as "multus-cni/v4.1.3". */
export type Catalog = z.infer<typeof catalogSchema>;

/**
 * Files of one GitHub repository at one ref (a tag or a full commit). `files`: path in the set, with `/`, to its path in the
 * repository and the SHA-256 of its content in lower-case hexadecimal.
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
      ([path, { source, sha256 }]) =>
        `      ${JSON.stringify(path)}: { "source": ${JSON.stringify(source)}, "sha256": "${sha256}" }`,
    );
    const head = `    "repository": ${JSON.stringify(repository)},\n    "ref": ${JSON.stringify(ref)},\n`;
    return `  ${JSON.stringify(name)}: {\n${head}    "files": {\n${lines.join(",\n")}\n    }\n  }`;
  });
  return `{\n${sets.join(",\n")}\n}\n`;
}
