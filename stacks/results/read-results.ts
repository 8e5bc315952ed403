import { notRun } from "../../components/checks/perform-check.ts";
import type { Check } from "../../components/checks/check.ts";
import { readResult, type RecordedResult } from "../../components/checks/result-files.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";

/** A check's result; `at` is missing if it has none. */
export type StackResult = CheckResult & Partial<Pick<RecordedResult, "at">>;

/**
 * The results of checks, in their order. One without a result, or with a damaged one, is `not run` and says so.
 * @param folder the stack's folder of results
 */
export function readResults(folder: string, checks: readonly Check[]): StackResult[] {
  return checks.map((check) => {
    try {
      return readResult(folder, check.id) ?? notRun(check, "it has no result");
    } catch (error) {
      return notRun(check, (error as Error).message);
    }
  });
}
