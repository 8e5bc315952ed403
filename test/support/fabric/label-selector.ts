import type { V1LabelSelector } from "@kubernetes/client-node";

/** Whether labels match a selector, as Kubernetes has it: an empty one matches everything. */
export function matches(
  { matchLabels, matchExpressions }: V1LabelSelector,
  labels: Readonly<Record<string, string>> = {},
) {
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const has = labels[key];
      switch (operator) {
        case "In":
          return has !== undefined && values.includes(has);
        case "NotIn":
          return has === undefined || !values.includes(has);
        case "Exists":
          return has !== undefined;
        case "DoesNotExist":
          return has === undefined;
        default:
          throw new Error(`${operator} is no operator of a label selector`);
      }
    })
  );
}
