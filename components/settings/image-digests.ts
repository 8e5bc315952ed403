import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { fullImageName, imageName } from "../artifacts/index.ts";
import { shown } from "./shown.ts";

export interface ImageDigests {
  /** By images with their registries and tags. */
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/**
 * Reads a file of digests: YAML or JSON, a map from images, written as manifests have them, to `sha256:…`.
 * @param file absolute path
 */
export function readImageDigests(file: string): ImageDigests {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    return { digests: new Map(), problems: [`it cannot be read: ${firstLine(error)}`] };
  }
  if (typeof content !== "object" || content === null || Array.isArray(content) || Object.keys(content).length === 0)
    return { digests: new Map(), problems: ["the file must be a map from images, by tag, to digests, sha256:…"] };
  const digests = new Map<string, string>();
  const problems: string[] = [];
  for (const [image, digest] of Object.entries(content as Record<string, unknown>)) {
    const name = fullImageName(image);
    if (!imageName.test(image) || image.includes("@"))
      problems.push(
        `${shown(image)} is not an image by tag, such as quay.io/nmstate/kubernetes-nmstate-handler:v0.86.0`,
      );
    else if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest))
      problems.push(
        `of ${shown(image)} it has ${shown(String(digest))}, which is not sha256: and 64 hexadecimal digits`,
      );
    else if (digests.has(name)) problems.push(`${shown(image)} stands there twice, as ${name}`);
    else digests.set(name, digest);
  }
  return { digests, problems };
}

function firstLine(error: unknown): string {
  const [line = ""] = (error as Error).message.split("\n");
  return shown(line.replace(/:$/, "")).slice(1, -1);
}
