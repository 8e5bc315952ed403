import { sha256Of } from "./checksum.ts";
import type { KubernetesManifest } from "./manifests.ts";

/**
 * SHA-256 of what a manifest says: of its objects as JSON, in the order of kind, namespace and name, with the keys of every
 * object in the order of their code units. Format, comments and the order of objects do not count, and neither do fields that
 * are null, which the API server takes for fields that are not there.
 */
export function objectsChecksum(manifests: readonly KubernetesManifest[]): string {
  const objects = manifests.map((manifest) => ({ key: sortKey(manifest), json: canonicalJson(manifest) }));
  objects.sort((a, b) => byCodeUnits(a.key, b.key) || byCodeUnits(a.json, b.json));
  return sha256Of(new TextEncoder().encode(`[${objects.map(({ json }) => json).join(",")}]`));
}

function sortKey({ kind, metadata }: KubernetesManifest): string {
  return JSON.stringify([kind, metadata.namespace ?? "", metadata.name]);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${(value as unknown[]).map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .sort(([a], [b]) => byCodeUnits(a, b));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

/** Not `localeCompare`, whose order is the machine's. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
