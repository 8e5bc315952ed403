import type { Entry } from "./entries.ts";

/** The one sentence about all of it, and how it is to be read. */
export interface Summary {
  readonly tone: "passed" | "failed" | "not-run" | "expected";
  readonly sentence: string;
  /** What more there is to know. */
  readonly notes: readonly string[];
}

export function summaryOf(entries: readonly Entry[]): Summary {
  const all = entries.length;
  if (all === 0) return { tone: "not-run", sentence: "The steps that are built have no checks.", notes: [] };
  if (entries.every(({ state }) => state === "expected"))
    return {
      tone: "expected",
      sentence: `This is the plan: no check has run for it, and arrows show what is expected of ${checksOf(all)}.`,
      notes: [],
    };
  const [passed, failed, notRun] = (["passed", "failed", "not run"] as const).map((state) =>
    entries.filter((entry) => entry.state === state),
  ) as [Entry[], Entry[], Entry[]];
  const notes = earlierNote(entries.filter(({ earlier }) => earlier));
  if (notRun.length === all)
    return { tone: "not-run", sentence: `None of ${checksOf(all)} was run, so nothing is proven.`, notes };
  const unproven =
    notRun.length === 0 ? [] : [`Not run, so nothing is proven of what they are about: ${idsOf(notRun)}.`];
  if (failed.length > 0)
    return {
      tone: "failed",
      sentence: `${failed.length} of ${checksOf(all)} failed: ${idsOf(failed)}.`,
      notes: [...unproven, ...notes],
    };
  return {
    tone: notRun.length > 0 ? "not-run" : "passed",
    sentence:
      passed.length === all
        ? `All ${checksOf(all)} passed.`
        : `${passed.length} of ${checksOf(all)} passed, none failed.`,
    notes: [...unproven, ...notes],
  };
}

function earlierNote(earlier: readonly Entry[]): string[] {
  if (earlier.length === 0) return [];
  return [`The newest update failed. Results of an earlier update are marked with *: ${idsOf(earlier)}.`];
}

function checksOf(count: number): string {
  return count === 1 ? "1 check" : `${count} checks`;
}

function idsOf(entries: readonly Entry[]): string {
  return entries.map(({ check }) => check.id).join(", ");
}

/** Times of the oldest and the newest result; undefined if there is none. */
export function timesOf(entries: readonly Entry[]): { first: string; last: string } | undefined {
  const times = entries.flatMap(({ result }) => result?.at ?? []).toSorted();
  const [first] = times;
  const last = times.at(-1);
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** `2026-01-02 03:04:05 UTC`. */
export function inWords(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
