import type { KubernetesManifest } from "../../artifacts/index.ts";

export interface DefinitionNames {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  /** The first is the one that is stored. */
  readonly versions: readonly string[];
}

/**
 * A CustomResourceDefinition of a namespaced kind that takes any fields: it stands for one that an operator installs from its own
 * program, so that no file of it exists. Whether a field is right shows where the real one is, not on a simulated cluster.
 */
export function permissiveDefinition({
  group,
  kind,
  plural,
  shortNames,
  versions,
}: DefinitionNames): KubernetesManifest {
  const anything = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), shortNames: [...shortNames], categories: ["all"] },
      versions: versions.map((name, i) => ({
        name,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema: { type: "object", properties: { spec: anything, status: anything } } },
        subresources: { status: {} },
      })),
    },
  };
}
