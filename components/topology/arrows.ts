import type { Check, Expectation } from "../checks/check.ts";
import type { Verdict } from "../checks/verdict.ts";
import { type Ends, endsOf } from "./ends.ts";
import type { Topology } from "./topology.ts";

/** What a check says of the traffic between its ends: it gets through, it does not, or something else holds. */
export type Flow = "reaches" | "blocked" | "holds";

/** What is known of a check: its verdict, or, where there are no results, what is expected. */
export type State = Verdict | "expected";

/** A check in a picture. */
export interface Mark {
  readonly id: string;
  readonly state: State;
  /** Its result is of an earlier update than the newest. */
  readonly earlier: boolean;
  /** It holds only until a later step. */
  readonly transitional: boolean;
}

/** The id with the signs for that: `P07†*`. */
export function markedId({ id, earlier, transitional }: Mark): string {
  return `${id}${transitional ? "†" : ""}${earlier ? "*" : ""}`;
}

/** An arrow for all checks that have the same ends, the same way, expect alike, and have the same verdict. */
export interface Arrow extends Ends {
  readonly flow: Flow;
  readonly state: State;
  /** In the order of the checks. */
  readonly checks: readonly Mark[];
}

export function flowOf({ kind }: Expectation): Flow {
  switch (kind) {
    case "blocked":
      return "blocked";
    case "reachable":
    case "answers":
    case "contains":
    case "streams":
    case "survives":
      return "reaches";
    default:
      return "holds";
  }
}

/** The arrows of checks, in their order. A check without a mark is left out. */
export function arrowsOf(checks: readonly Check[], topology: Topology, marks: ReadonlyMap<string, Mark>): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const check of checks) {
    const mark = marks.get(check.id);
    if (!mark) continue;
    const ends = endsOf(check, topology);
    const flow = flowOf(check.expect);
    const key = JSON.stringify([ends.from.id, ends.to.id, ends.via, flow, mark.state]);
    const marked = [...(arrows.get(key)?.checks ?? []), mark];
    arrows.set(key, { ...ends, flow, state: mark.state, checks: marked });
  }
  return [...arrows.values()];
}

/** What an arrow says in words beside its checks' ids; a line each. */
export function arrowNotes({ flow, state, via }: Pick<Arrow, "flow" | "state" | "via">): string[] {
  const words = {
    passed: flow === "blocked" ? "blocked" : "",
    failed: flow === "blocked" ? "failed to block" : "failed",
    "not run": "not run",
    expected: flow === "blocked" ? "blocked" : "",
  }[state];
  return [words, via ?? ""].filter((word) => word !== "");
}
