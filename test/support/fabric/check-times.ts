import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import type { CheckResult } from "../../../components/checks/verdict.ts";
import { readTimeline } from "../../../stacks/timeline/timeline.ts";
import { slowestChain } from "./slowest-chain.ts";

/** Seconds of the checks of an update. */
export interface CheckTimes {
  /** How many. */
  readonly checks: number;
  /** While at least one of them was running, as Pulumi's engine saw it. */
  readonly running: number;
  /** The slowest chain of those that a later step ends, and then of the others, which come after that step. */
  readonly slowestChain: number;
}

/** @param directory of a stack that `npm run up` has just built */
export function checkTimes(directory: string, checks: readonly Check[], results: readonly CheckResult[]): CheckTimes {
  const timeline = readTimeline(directory);
  assert.ok(timeline, "npm run up left no timeline");
  const spans = timeline.spans.filter(({ urn }) => urn.includes("ConnectivityChecks$command:local:Command::"));
  assert.ok(spans.length > 0, "the timeline has no checks");
  const phases = [checks.filter(({ until }) => until !== undefined), checks.filter(({ until }) => until === undefined)];
  return {
    checks: checks.length,
    running: covered(spans) / 1000,
    slowestChain: phases
      .filter((phase) => phase.length > 0)
      .reduce((total, phase) => total + slowestChain(phase, results), 0),
  };
}

/** How much time periods cover together. */
function covered(periods: readonly { readonly start: number; readonly end: number }[]): number {
  let end = -Infinity;
  let sum = 0;
  for (const period of periods.toSorted((a, b) => a.start - b.start)) {
    sum += Math.max(0, period.end - Math.max(end, period.start));
    end = Math.max(end, period.end);
  }
  return sum;
}
