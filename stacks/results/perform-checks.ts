import type { Check } from "../../components/checks/check.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";

/** How checks are performed: alone, or those of an experiment together. */
export interface Performer {
  /** @param performTwin gives the result of a blocked check's twin, which is performed once for all of them */
  readonly one: (check: Check, performTwin: (twin: Check) => Promise<CheckResult>) => Promise<CheckResult>;
  readonly experiment: (checks: readonly Check[]) => Promise<readonly CheckResult[]>;
}

/**
 * Performs checks, `atOnce` at the same time, each and each twin once. Experiments come last and one after another: they move what
 * the other checks are about.
 * @returns the results in the order of the checks
 */
export async function performChecks(
  checks: readonly Check[],
  atOnce: number,
  performer: Performer,
): Promise<CheckResult[]> {
  const running = new Map<string, Promise<CheckResult>>();
  const once = (check: Check): Promise<CheckResult> => {
    const found = running.get(check.id) ?? performer.one(check, once);
    running.set(check.id, found);
    return found;
  };
  const results = new Map<string, CheckResult>();
  const waiting = checks.filter(({ experiment }) => experiment === undefined).values();
  const worker = async (): Promise<void> => {
    for (const check of waiting) results.set(check.id, await once(check));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const group of experimentsOf(checks))
    for (const result of await performer.experiment(group)) results.set(result.id, result);
  return checks.flatMap(({ id }) => results.get(id) ?? []);
}

function experimentsOf(checks: readonly Check[]): Check[][] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    if (check.experiment === undefined) continue;
    const key = `${check.step} ${check.experiment}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()];
}
