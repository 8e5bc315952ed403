/** A `meta/v1` LabelSelector. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether labels match a selector, as Kubernetes has it: an empty one matches everything, as does one that is not there. */
export function matches(
  { matchLabels, matchExpressions }: LabelSelector = {},
  labels: Readonly<Record<string, string>> = {},
): boolean {
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
