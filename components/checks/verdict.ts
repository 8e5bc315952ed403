import type { Check } from "./check.ts";

export type Verdict = "passed" | "failed" | "not run";

/** What one attempt of a probe saw. */
export type Observation =
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  /** No answer from the target: time-out, refusal, no route. `reason` is in the probe's words. */
  | { readonly kind: "no answer"; readonly reason: string }
  /** The probe could not say anything: no such pod or address, no tool in the container, exec refused. */
  | { readonly kind: "no probe"; readonly reason: string };

/** Result of a check, as it stands on the Command's standard output and in the stack's output. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly expected: string;
  readonly observed: string;
  readonly verdict: Verdict;
  readonly attempts: number;
  readonly seconds: number;
  /** Command to repeat the probe by hand; empty if no address was learned. */
  readonly repeat: string;
}

/** Whether an observation meets the expectation. Only the answer's own words prove who answered: an address alone may be a stranger's. */
export function meets(expect: Check["expect"], seen: Observation): boolean {
  return seen.kind === "answer" && seen.status === 200 && seen.body.trim() === expect.body;
}

export function describeObservation(seen: Observation): string {
  if (seen.kind !== "answer") return seen.reason;
  const body = seen.body.trim();
  return `HTTP ${seen.status}, body ${JSON.stringify(body.length > 200 ? `${body.slice(0, 200)}…` : body)}`;
}
