import type { CheckLimits } from "../../../../components/checks/perform-check.ts";
import type { CheckResult, Verdict } from "../../../../components/checks/verdict.ts";
import type { Mutation } from "./mutation.ts";

/** What a mutation did to a check. */
export interface MutationRow {
  readonly mutation: string;
  readonly check: string;
  readonly expected: Verdict;
  readonly verdict: Verdict;
  readonly observed: string;
  /** Whether it was red as it should be, and passed again without the mutation. */
  readonly detected: boolean;
  /** What is observed without the mutation, if that is no pass. */
  readonly after?: string;
}

/** Performs checks by their ids, and the twins that they need. */
export type Perform = (
  ids: readonly string[],
  limitsOf: (id: string) => CheckLimits,
) => Promise<readonly CheckResult[]>;

/** One look: what is wrong has to show at once. */
const once: CheckLimits = { timeout: 0, interval: 0.1 };
/** What was put right may take a moment. */
const soon: CheckLimits = { timeout: 15, interval: 0.3 };

/** Performs the checks that a mutation breaks, with it and again without it, so that no mutation is left over for the next. */
export async function runMutation(mutation: Mutation, perform: Perform): Promise<MutationRow[]> {
  const ids = Object.keys(mutation.breaks);
  const restore = await mutation.apply();
  // A twin that is not among them has to pass still, as patiently as ever.
  const red = await perform(ids, (id) => (ids.includes(id) ? once : soon)).finally(restore);
  const green = await perform(ids, () => soon);
  return ids.map((id) => {
    const { verdict, observed } = resultOf(red, id);
    const again = resultOf(green, id);
    const expected = mutation.breaks[id] ?? "failed";
    const isGreen = again.verdict === "passed";
    return {
      mutation: mutation.name,
      check: id,
      expected,
      verdict,
      observed,
      detected: verdict === expected && isGreen,
      ...(isGreen ? {} : { after: `${again.verdict}: ${again.observed}` }),
    };
  });
}

function resultOf(results: readonly CheckResult[], id: string): CheckResult {
  const found = results.find((result) => result.id === id);
  if (!found) throw new Error(`there is no result of ${id}`);
  return found;
}
