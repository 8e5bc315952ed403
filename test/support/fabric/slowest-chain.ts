import type { Check } from "../../../components/checks/check.ts";
import type { CheckResult } from "../../../components/checks/verdict.ts";

/** Seconds of the slowest check, its twin's before it counted in: no run of these checks can be faster. */
export function slowestChain(checks: readonly Check[], results: readonly CheckResult[]): number {
  const secondsOf = (id: string): number => results.find((result) => result.id === id)?.seconds ?? 0;
  return Math.max(
    ...checks.map(({ id, expect }) => secondsOf(id) + (expect.kind === "blocked" ? secondsOf(expect.twin) : 0)),
  );
}
