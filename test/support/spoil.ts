import type { KubernetesManifest } from "../../components/artifacts/index.ts";

type Fields = Record<string, unknown>;

/** Fields whose inside a definition leaves open: nmstate's own service reads it, not the API server. */
const open = ["desiredState"];

/** A manifest with one mistake in it, and where that is. */
export interface Spoilt {
  readonly manifest: KubernetesManifest;
  readonly path: string;
}

/** With a field that there is not, or, where any name will do, with one of a wrong type: deep inside, where an object's own schema counts. */
export function withUnknownField(manifest: KubernetesManifest): Spoilt {
  const copy = structuredClone(manifest);
  const { object, path } = firstValue(copy);
  object["noSuchField"] = 5;
  return { manifest: copy, path: `noSuchField beside ${path}` };
}

/** With an object where it had its first value. */
export function withWrongType(manifest: KubernetesManifest): Spoilt {
  const copy = structuredClone(manifest);
  const { holder, key, path } = firstValue(copy);
  holder[key] = { wrong: true };
  return { manifest: copy, path };
}

/**
 * The first value, whose form is known, of what an object says beside its metadata, or of these if it says nothing else.
 * `holder[key]` is the value; `object` is its holder, or if that is a list, the object around it.
 */
function firstValue(manifest: KubernetesManifest): { object: Fields; holder: Fields; key: string; path: string } {
  let key = Object.keys(manifest).find((name) => !["apiVersion", "kind", "metadata"].includes(name)) ?? "metadata";
  let holder: Fields = manifest;
  let object: Fields = manifest;
  const path = [key];
  for (;;) {
    const value = holder[key];
    const inner =
      typeof value === "object" && value !== null ? Object.keys(value).find((name) => !open.includes(name)) : undefined;
    if (inner === undefined) return { object, holder, key, path: path.join(".") };
    // A list's numbers are keys like any other.
    holder = value as Fields;
    if (!Array.isArray(value)) object = holder;
    key = inner;
    path.push(key);
  }
}
