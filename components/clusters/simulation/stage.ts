/** A `kwok.x-k8s.io/v1alpha1` Stage: what KWOK does with objects of one kind that its selector matches. */
export interface Stage {
  readonly apiVersion: "kwok.x-k8s.io/v1alpha1";
  readonly kind: "Stage";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly resourceRef: { readonly apiGroup: string; readonly kind: string };
    readonly selector: { readonly matchExpressions: readonly Match[] };
    /** How long KWOK waits after an object has come to match; the query's answer, a moment, counts before the duration. */
    readonly delay?: {
      readonly durationMilliseconds: number;
      readonly durationFrom?: { readonly expressionFrom: string };
    };
    readonly next: Record<string, unknown>;
  };
}

interface Match {
  /** A jq query on the object. */
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

/** A stage that sets the status of objects which do not have it yet. `status` is a Go template of YAML. */
export function statusStage(
  name: string,
  resourceRef: Stage["spec"]["resourceRef"],
  matchExpressions: readonly Match[],
  status: string,
): Stage {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: {
      resourceRef,
      selector: { matchExpressions },
      next: { patches: [{ subresource: "status", root: "status", template: status }] },
    },
  };
}

/** Matches objects whose condition of that type is not True. */
export function lacksCondition(type: string): Match {
  return {
    key: `.status.conditions.[] | select( .type == "${type}" ) | .status`,
    operator: "NotIn",
    values: ["True"],
  };
}
