import type { Condition } from "./condition.ts";
import type { ReadinessRequest } from "./request.ts";

/**
 * What to do when a condition does not hold in its time: the command that shows more, and the settings that may help.
 * @param seen what was seen last
 */
export function adviceFor(
  condition: Condition,
  seen: string,
  { kubeconfig, context }: Pick<ReadinessRequest, "kubeconfig" | "context">,
): string {
  const kubectl = ["kubectl --kubeconfig", kubeconfig, ...(context === null ? [] : ["--context", context])].join(" ");
  const image = /ImagePull|ErrImage/.test(seen)
    ? "The image cannot be pulled: lab:imageMirror names a registry that has it. "
    : "";
  return `${image}Look closer: ${kubectl} ${look(condition)}. If it only takes long: npm run up again, with -c readinessTimeout=<seconds>`;
}

function look(condition: Condition): string {
  switch (condition.is) {
    case "deployment-available":
      return `describe pods -n ${condition.namespace}`;
    case "object-condition":
    case "dry-run-passes":
      return `describe pods -n ${condition.podsOf}`;
    case "definition-established":
      return `describe crd ${condition.name}`;
    case "webhook-trusted":
      return `get ${condition.kind} ${condition.name} -o yaml`;
  }
}
