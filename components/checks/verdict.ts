import type { Expectation } from "./check.ts";

export type Verdict = "passed" | "failed" | "not run";

/** What one attempt of a probe saw. */
export type Observation =
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  | { readonly kind: "replies"; readonly count: number; readonly sent: number; readonly identity?: Observation }
  | { readonly kind: "objects"; readonly names: readonly string[] }
  /** Nothing of the target: time-out, no route, unreachable from a gateway. `reason` is in the probe's words. */
  | { readonly kind: "no answer"; readonly reason: string }
  /** The target's own address refused: it was reached. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unresolved"; readonly reason: string }
  /** The probe could not say anything: no such pod or address, no tool in the container, exec refused. */
  | { readonly kind: "no probe"; readonly reason: string };

/** Result of a check, as it stands on the Command's standard output and in the stack's output. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly expected: string;
  readonly observed: string;
  readonly verdict: Verdict;
  readonly attempts: number;
  readonly seconds: number;
  /** Command to repeat the probe by hand; empty if no address was learned. */
  readonly repeat: string;
}

/**
 * The verdict on an observation. Only the answer's own words prove who answered: the talks' ranges 103.103.0.0/16 and
 * 203.203.0.0/16 are public, so a stranger on the internet may reply.
 */
export function judge(expect: Expectation, seen: Observation): Verdict {
  if (seen.kind === "no probe") return "not run";
  const met = (() => {
    switch (expect.kind) {
      case "reachable":
        return isReached(expect.bodies, seen);
      case "answers":
        return seen.kind === "answer";
      case "blocked":
        return blocked(expect.bodies, seen);
      case "none":
        return seen.kind === "objects" && seen.names.length === 0;
    }
  })();
  if (met === undefined) return "not run";
  return met ? "passed" : "failed";
}

/** Replies to a ping are the target's if its name is not asked for, or is the one that answers. */
function isReached(bodies: readonly string[], seen: Observation): boolean {
  if (seen.kind !== "replies") return isFrom(bodies, seen);
  if (seen.count === 0) return false;
  return bodies.length === 0 || (seen.identity !== undefined && isFrom(bodies, seen.identity));
}

/** Undefined: nothing can be said. A name that was not resolved sent no packet that could have been blocked. */
function blocked(bodies: readonly string[], seen: Observation): boolean | undefined {
  switch (seen.kind) {
    case "no answer":
      return true;
    case "answer":
      return !isFrom(bodies, seen);
    case "replies":
      if (seen.count === 0) return true;
      return seen.identity === undefined ? false : blocked(bodies, seen.identity);
    case "refused":
    case "objects":
      return false;
    case "unresolved":
    case "no probe":
      return undefined;
  }
}

function isFrom(bodies: readonly string[], seen: Observation): boolean {
  return seen.kind === "answer" && seen.status === 200 && bodies.includes(seen.body.trim());
}

export function describeObservation(seen: Observation): string {
  switch (seen.kind) {
    case "answer": {
      const body = seen.body.trim();
      return `HTTP ${seen.status}, body ${JSON.stringify(body.length > 200 ? `${body.slice(0, 200)}…` : body)}`;
    }
    case "replies":
      return `${seen.count} of ${seen.sent} replies${seen.identity ? `; asked who: ${describeObservation(seen.identity)}` : ""}`;
    case "objects":
      return seen.names.length === 0 ? "none" : seen.names.join(", ");
    default:
      return seen.reason;
  }
}
