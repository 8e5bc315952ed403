import { z } from "zod";

const labels = z.record(z.string(), z.string());

/** A label selector of the Kubernetes API. */
export const selectorSchema = z.object({
  matchLabels: labels.optional(),
  matchExpressions: z
    .array(
      z.object({
        key: z.string(),
        operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

export type Selector = z.infer<typeof selectorSchema>;

/** Whether labels are selected; an empty selector selects all. */
export function selects(selector: Selector, of: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => of[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = of[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    })
  );
}

/** `role=web-client`, or `all`. */
export function describeSelector({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const words = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) => `${key} ${operator} ${values?.join("|") ?? ""}`.trim()),
  ];
  return words.length === 0 ? "all" : words.join(", ");
}
