import { z } from "zod";
import type { ObjectName } from "../../../components/clusters/part-evidence.ts";

const schema = z.looseObject({
  deployment: z.looseObject({
    resources: z
      .array(
        z.looseObject({
          type: z.string(),
          id: z.string().optional(),
          inputs: z.looseObject({ apiVersion: z.string(), kind: z.string() }).optional().catch(undefined),
        }),
      )
      .nullish(),
  }),
});

/**
 * The Kubernetes objects of a stack.
 * @param state what `pulumi stack export` prints
 */
export function stackObjects(state: string): ObjectName[] {
  return (schema.parse(JSON.parse(state)).deployment.resources ?? []).flatMap(({ type, id, inputs }) => {
    if (!type.startsWith("kubernetes:") || id === undefined || inputs === undefined) return [];
    // The provider's id is `<namespace>/<name>`, or `<name>` for what is in no namespace.
    const [name = "", namespace] = id.split("/").toReversed();
    const { apiVersion, kind } = inputs;
    return [{ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }];
  });
}
