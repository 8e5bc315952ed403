import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ArtifactError, reasonOf } from "./artifact-error.ts";

/** SHA-256 in lower-case hexadecimal. */
export function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * SHA-256 of a file's content; undefined when there is no file of that name.
 * @throws ArtifactError when there is one that cannot be read.
 */
export async function sha256OfFile(file: string): Promise<string | undefined> {
  try {
    return sha256Of(await readFile(file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(code)) return undefined;
    throw new ArtifactError(`Cannot read ${file}: ${reasonOf(error)}. Make it readable for the user who runs this.`);
  }
}
