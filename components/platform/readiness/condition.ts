import { z } from "zod";

const named = z.object({ namespace: z.string().optional(), name: z.string() });
const object = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject(named.shape) });

export const conditionSchema = z.discriminatedUnion("is", [
  /** A Deployment has its condition Available. */
  z.object({ is: z.literal("deployment-available"), namespace: z.string(), name: z.string() }),
  /** The API of a CustomResourceDefinition is served. */
  z.object({ is: z.literal("definition-established"), name: z.string() }),
  /** An object has a condition in its status, which the pods of a namespace work for. */
  z.object({ is: z.literal("object-condition"), object, condition: z.string(), podsOf: z.string() }),
  /** The API server knows by which authority to know each webhook of a configuration. */
  z.object({
    is: z.literal("webhook-trusted"),
    kind: z.enum(["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]),
    name: z.string(),
  }),
  /** The API server would create an object: the webhooks that it asks answer. Nothing is stored. */
  z.object({ is: z.literal("dry-run-passes"), object, podsOf: z.string() }),
]);

/** What a part of the platform has to show before it counts as ready. */
export type Condition = z.infer<typeof conditionSchema>;

/** A condition as it reads after "waiting for". */
export function describeCondition(condition: Condition): string {
  switch (condition.is) {
    case "deployment-available":
      return `deployment ${condition.namespace}/${condition.name} to be Available`;
    case "definition-established":
      return `definition ${condition.name} to be Established`;
    case "object-condition":
      return `${nameOf(condition.object)} to be ${condition.condition}`;
    case "webhook-trusted":
      return `${condition.kind} ${condition.name} to have its authority`;
    case "dry-run-passes":
      return `a dry run of ${nameOf(condition.object)} to pass its webhooks`;
  }
}

function nameOf({ kind, metadata }: { kind: string; metadata: { namespace?: string | undefined; name: string } }) {
  return [kind, [metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/")].join(" ");
}
