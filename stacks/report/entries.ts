import { type Check, isTransitional } from "../../components/checks/check.ts";
import { describeCheck } from "../../components/checks/describe.ts";
import { plainText } from "../../components/markup/markup.ts";
import { type Flow, flowOf, type Mark, type State } from "../../components/topology/arrows.ts";
import { type Ends, endsOf } from "../../components/topology/ends.ts";
import type { Topology } from "../../components/topology/topology.ts";
import type { StackResult } from "../results/read-results.ts";

/** A check as a report tells of it. */
export interface Entry {
  readonly check: Check;
  readonly described: ReturnType<typeof describeCheck>;
  readonly ends: Ends;
  readonly flow: Flow;
  readonly state: State;
  /** Undefined in the report of a plan. */
  readonly result?: StackResult;
  /** The result is of an earlier update than the newest. */
  readonly earlier: boolean;
}

export interface EntriesSource {
  readonly checks: readonly Check[];
  readonly topology: Topology;
  /** Of the checks, by their ids; undefined: a plan, which has none. */
  readonly results: readonly StackResult[] | undefined;
  /** ISO 8601: results that are older are of an earlier update. */
  readonly since?: string | undefined;
}

/** The checks in their order. Without a result in a report of results, one is `not run`, and is so marked by who reads them. */
export function entriesOf({ checks, topology, results, since }: EntriesSource): Entry[] {
  const resultOf = new Map(results?.map((result) => [result.id, result]));
  return checks.map((check) => {
    const result = resultOf.get(check.id);
    const about = {
      check,
      described: describeCheck(check),
      ends: endsOf(check, topology),
      flow: flowOf(check.expect),
    };
    if (results === undefined) return { ...about, state: "expected", earlier: false };
    const earlier = since !== undefined && result?.at !== undefined && result.at < since;
    return { ...about, state: result?.verdict ?? "not run", earlier, ...(result ? { result } : {}) };
  });
}

/** How the checks are marked in a picture. */
export function marksOf(entries: readonly Entry[]): Map<string, Mark> {
  return new Map(entries.map((entry) => [entry.check.id, markOf(entry)]));
}

export function markOf({ check, state, earlier }: Entry): Mark {
  return { id: check.id, state, earlier, transitional: isTransitional(check) };
}

/** Word for a verdict; in a plan, for what is expected. */
export function wordOf({ state, flow }: Pick<Entry, "state" | "flow">): string {
  return state === "expected" ? flow : state;
}

/** Name of a check's row, for links within the page. */
export function anchorOf(id: string): string {
  return `check-${encodeURIComponent(plainText(id))}`;
}
