import type { TalkStep } from "./script.ts";
import type { TalkObject } from "./state-objects.ts";

/** A step with what it applies, and what has to be ready after it. */
export interface ArrangedStep {
  readonly name: string;
  readonly applied: readonly TalkObject[];
  readonly awaited: readonly TalkObject[];
  /** Seconds before it waits. */
  readonly pause: number;
  /** Seconds after that. */
  readonly settle: number;
}

/** Kinds whose readiness is something to wait for. */
export const awaitedKinds: readonly string[] = [
  "Deployment",
  "DaemonSet",
  "StatefulSet",
  "Pod",
  "KubeVirt",
  "VirtualMachine",
  "NodeNetworkConfigurationPolicy",
];

/**
 * Deals the objects of a lab out to the steps of its talk. What an earlier step applies, no later one applies again.
 * @throws Error that names objects which no step applies: both sides have to make the same
 */
export function arranged(steps: readonly TalkStep[], objects: readonly TalkObject[]): ArrangedStep[] {
  const left = new Set(objects);
  const there: TalkObject[] = [];
  const result = steps.map(({ name, applies, waitsFor, pause = 0, settle = 0 }) => {
    const applied = [...left].filter(applies);
    for (const object of applied) left.delete(object);
    there.push(...applied);
    return {
      name,
      applied,
      awaited: there.filter((one) => awaitedKinds.includes(one.kind) && waitsFor(one)),
      pause,
      settle,
    };
  });
  if (left.size > 0)
    throw new Error(
      `the talk's commands make none of ${[...left].map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(", ")}`,
    );
  return result;
}
