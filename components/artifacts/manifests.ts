import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { Document, Tags } from "yaml";
import { z } from "zod";
import { ArtifactError, reasonOf } from "./artifact-error.ts";
import { parsedOnce } from "./parsed-cache.ts";
import { joinQuotedLines } from "./quoted-lines.ts";

/** A Kubernetes object as a plain value. Only `apiVersion`, `kind` and `metadata.name` have been checked. */
export interface KubernetesManifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: unknown;
}

const text = z.string().min(1);
const manifestSchema = z.looseObject({ apiVersion: text, kind: text, metadata: z.looseObject({ name: text }) });
const listSchema = z.looseObject({ kind: z.literal("List"), items: z.array(z.unknown()).nullish() });

/**
 * The objects of a YAML file, in its order: documents without content are left out, the items of a `kind: List` stand in its place.
 * Scalars are read the way kubectl reads them (YAML 1.1: `0644` is 420, `on` is true), but dates and times stay text.
 * @throws ArtifactError that names the file and the number of the document (from 1, counting those left out), and of the item in a
 * List, when the file cannot be read, is not YAML, or something in it is no Kubernetes object with a name.
 */
export function readManifest(file: string): KubernetesManifest[] {
  try {
    return parseManifest(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof ArtifactError) throw error;
    throw new ArtifactError(`Cannot read the manifest ${file}: ${reasonOf(error)}.`);
  }
}

/** To be raised when the same content would give other objects. */
const rules = "manifest 1";

/** What was read in this process: a file is read for its checksum, and then for what it says. */
const parsed = new Map<string, readonly KubernetesManifest[]>();

/** The same of a content that is no file yet; `file` is what errors call it. */
export function parseManifest(content: string, file: string): KubernetesManifest[] {
  const known = parsed.get(content) ?? parsedOnce(content, rules, () => parseAnew(content, file));
  parsed.set(content, known);
  return structuredClone(known) as KubernetesManifest[];
}

function parseAnew(content: string, file: string): KubernetesManifest[] {
  return parse(content).flatMap((document, index) => {
    const place = `${file}, document ${index + 1}`;
    const [problem] = document.errors;
    if (problem) throw new ArtifactError(`${place}: not valid YAML: ${problem.message.trimEnd()}`);
    const value: unknown = document.toJS();
    return value === null ? [] : objectsIn(value, place);
  });
}

/** Only a file that fails is joined: in a sound one, what looks like an open quote may be the text of a block scalar. */
function parse(content: string): Document[] {
  const parseAs = (yaml: string) => parseAllDocuments(yaml, { version: "1.1", customTags: withoutTimes });
  const failed = (documents: Document[]) => documents.some(({ errors }) => errors.length > 0);
  const asItIs = parseAs(content);
  if (!failed(asItIs)) return asItIs;
  const joined = parseAs(joinQuotedLines(content));
  // The errors of the file as it is have its line numbers.
  return failed(joined) ? asItIs : joined;
}

/** Go's parser leaves `2024-01-31` and `12:30` text where they become JSON; YAML 1.1 would make them a date and 750. */
function withoutTimes(tags: Tags): Tags {
  return tags.filter(
    (tag) => typeof tag === "string" || (tag.tag !== "tag:yaml.org,2002:timestamp" && tag.format !== "TIME"),
  );
}

function objectsIn(value: unknown, place: string): KubernetesManifest[] {
  const list = listSchema.safeParse(value);
  if (list.success)
    return (list.data.items ?? []).flatMap((item, index) => objectsIn(item, `${place}, item ${index + 1}`));

  const object = manifestSchema.safeParse(value);
  if (object.success) return [object.data];
  const problems = object.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new ArtifactError(
    `${place}: not a Kubernetes object, which needs apiVersion, kind and metadata.name: ${problems.join("; ")}`,
  );
}
