import { type Selector, selectorSchema, selects } from "../../../components/topology/selectors.ts";

/** A selector as the API's client has it, whose operators may be any text. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether labels match a selector; one that is not there matches everything, as an empty one does. @throws ZodError for an operator that there is not */
export function matches(selector: LabelSelector = {}, labels: Readonly<Record<string, string>> = {}): boolean {
  const known: Selector = selectorSchema.parse(selector);
  return selects(known, labels);
}
