import { z } from "zod";

const schema = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          custom: z.boolean().optional(),
          delete: z.boolean().optional(),
          parent: z.string().optional(),
          provider: z.string().optional(),
          dependencies: z.array(z.string()).nullish(),
          propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
        }),
      )
      .nullish(),
  }),
});

/** A resource as the critical path knows it. */
export interface GraphNode {
  readonly urn: string;
  /** A component does nothing itself: what waits for one waits for all that it contains. */
  readonly isComponent: boolean;
  readonly parent: string | undefined;
  /** URNs that have to be done first: dependencies, those of single properties, and the provider. */
  readonly needs: readonly string[];
}

/**
 * What each resource of a stack waits for.
 * @param state what `pulumi stack export` prints
 */
export function stateGraph(state: string): GraphNode[] {
  return (schema.parse(JSON.parse(state)).deployment.resources ?? []).flatMap((resource) => {
    if (resource.delete) return [];
    const { urn, custom, parent, provider, dependencies, propertyDependencies } = resource;
    const needs = new Set([
      ...(dependencies ?? []),
      ...Object.values(propertyDependencies ?? {}).flatMap((urns) => urns ?? []),
      // The state has `<URN>::<id>`.
      ...(provider === undefined || provider === "" ? [] : [provider.replace(/::[^:]*$/, "")]),
    ]);
    return [{ urn, isComponent: custom !== true, parent, needs: [...needs] }];
  });
}
