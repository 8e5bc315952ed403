import type { SeenEvent } from "../../../stacks/timeline/engine-event.ts";
import type { Span } from "../../../stacks/timeline/spans.ts";
import type { GraphNode } from "../../../stacks/timeline/state-dependencies.ts";

const step = (urn: string, op = "create") => ({ urn, type: "test:index:Thing", op });

/** Events of one preview or update, each `[at, kind, urn]`; the sequence counts their places. */
export function events(...list: [at: number, kind: SeenEvent["kind"], urn?: string, op?: string][]): SeenEvent[] {
  return list.map(([at, kind, urn, op], sequence) => ({
    at,
    sequence,
    kind,
    ...(urn === undefined ? {} : { step: step(urn, op) }),
    ...(kind === "summary" ? { isPreview: false } : {}),
  }));
}

export function span(urn: string, start: number, end: number, op = "create"): Span {
  return { ...step(urn, op), start, end, failed: false };
}

export function node(urn: string, needs: string[] = [], more: Partial<GraphNode> = {}): GraphNode {
  return { urn, needs, isComponent: false, parent: undefined, ...more };
}
