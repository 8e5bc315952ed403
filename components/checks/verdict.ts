import { isPublic, isSameAddress } from "./address-scope.ts";
import type { Expectation } from "./check.ts";
import { meetsNetwork } from "./guest-network.ts";
import type { Identity, Observation } from "./observation.ts";
import { contains } from "./this-machine.ts";

export type Verdict = "passed" | "failed" | "not run";

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
  /** What was measured, such as the outage of a connection, by what it is. */
  readonly details?: Readonly<Record<string, string | number | readonly number[]>>;
  /** Folder with all there was to see when it did not pass, relative to the project's folder. */
  readonly bundle?: string;
  /** Why it did not pass: the three likeliest causes, each with a command that confirms it. */
  readonly causes?: readonly string[];
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
        return seen.kind === "answer" || seen.kind === "rows";
      case "blocked":
        return blocked(expect.bodies, seen);
      case "none":
        return seen.kind === "objects" && seen.names.length === 0;
      case "contains":
        return expect.texts.every((text) => isIn(text, seen));
      case "network":
        return seen.kind === "guest network" && meetsNetwork(expect, seen);
      case "addresses":
        return (
          seen.kind === "interface" &&
          seen.podInterface === expect.podInterface &&
          expect.ranges.every((range) => seen.addresses.some((address) => contains(range, address)))
        );
      case "resolves":
        return seen.kind === "addresses" && isSought(expect, seen);
      case "streams":
        return seen.kind === "connection" && seen.error === undefined && seen.before.seconds > 0;
      case "moves":
        return (
          seen.kind === "migration" &&
          seen.phase === "Succeeded" &&
          isOther(seen.before.node, seen.after.node) &&
          isOther(seen.before.pod, seen.after.pod)
        );
      case "survives":
        return seen.kind === "connection" && seen.error === undefined && seen.after?.carries === true;
      case "keeps-addresses":
        return seen.kind === "identity" && isKept(seen.before, seen.after);
    }
  })();
  if (met === undefined) return "not run";
  return met ? "passed" : "failed";
}

type Replies = Extract<Observation, { kind: "replies" }>;

/** Replies to a ping are the target's if its name is not asked for, or is the one that answers. */
function isReached(bodies: readonly string[], seen: Observation): boolean {
  // Neither a connection nor a database says by a name who it is.
  if (seen.kind === "connected" || seen.kind === "rows") return bodies.length === 0;
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
      return seen.count === 0 ? true : repliedByOther(bodies, seen);
    case "unresolved":
    case "no probe":
      return undefined;
    default:
      return false;
  }
}

/** Whether the replies to a ping are another's than the target's. Undefined: nothing can be said. */
function repliedByOther(bodies: readonly string[], { address, identity }: Replies): boolean | undefined {
  if (identity === undefined) return false;
  // A name tells who it is, wherever it is. Without one only a public address can be a stranger's.
  return identity.kind === "answer" || isPublic(address) ? blocked(bodies, identity) : false;
}

/** A name that one of the answers leads elsewhere is no name for the target. */
function isSought(
  { ranges }: Extract<Expectation, { kind: "resolves" }>,
  { addresses, target }: Extract<Observation, { kind: "addresses" }>,
): boolean {
  const isRight = (address: string): boolean =>
    ranges ? ranges.some((range) => contains(range, address)) : isSameAddress(address, target);
  return addresses.length > 0 && addresses.every(isRight);
}

function isIn(text: string, seen: Observation): boolean {
  if (seen.kind === "rows") return seen.rows.some((row) => row.includes(text));
  return seen.kind === "answer" && seen.status === 200 && seen.body.includes(text);
}

/** Both are known, and they differ. */
function isOther(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after;
}

function isKept(before: Identity, after: Identity): boolean {
  const all = ({ addresses }: Identity): string => addresses.toSorted().join(" ");
  return (
    before.addresses.length > 0 &&
    all(before) === all(after) &&
    before.mac !== undefined &&
    before.mac === after.mac &&
    isOther(before.node, after.node)
  );
}

function isFrom(bodies: readonly string[], seen: Observation): boolean {
  return seen.kind === "answer" && seen.status === 200 && bodies.includes(seen.body.trim());
}
