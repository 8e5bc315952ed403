import type { Observation } from "../../observation.ts";
import { type Case, type Cause, namespacesOf, wordsOf } from "./cause.ts";
import { controllerLog, events } from "./commands.ts";
import { databaseRefused, wrongRows } from "./database.ts";
import { evidence } from "./evidence.ts";
import { connection, guestNetwork, identity, migration } from "./guests.ts";
import { leak, unexpectedPolicies } from "./leak.ts";
import { noProbe } from "./no-probe.ts";
import { noAnswer, refused, unresolved, wrongAnswer } from "./unreached.ts";

export type { Case, Cause } from "./cause.ts";

/** The three likeliest causes, the likeliest first: what is seen to be wrong, then what the symptom usually comes from. */
export function likelyCauses(c: Case): readonly [Cause, Cause, Cause] {
  const { check, seen } = c;
  const own =
    check.expect.kind === "blocked" && seen.kind !== "no probe" && seen.kind !== "unresolved"
      ? leak(c)
      : causesOf(c, seen);
  const all = [...(isToldByObjects(c) ? evidence(c) : []), ...own, ...general(c)];
  const [first, second, third] = all.filter(({ what }, i) => all.findIndex((one) => one.what === what) === i);
  // The general ones alone are three.
  if (!first || !second || !third) throw new Error("there are fewer than three causes");
  return [first, second, third];
}

/** Whoever answered, or was reached though it should not be, does not lack what the objects may lack. */
function isToldByObjects({ check, seen }: Case): boolean {
  if (seen.kind === "no probe" || seen.kind === "unresolved") return true;
  if (check.expect.kind === "blocked" || seen.kind === "answer" || seen.kind === "objects") return false;
  return !(seen.kind === "refused" && check.how.kind === "sql");
}

function causesOf(c: Case, seen: Observation): Cause[] {
  switch (seen.kind) {
    case "answer":
      return [
        ...(c.check.expect.kind === "contains" && seen.status === 200 ? wrongRows(c) : []),
        ...wrongAnswer(c, seen.status, seen.body),
      ];
    case "replies":
      return seen.count > 0 && seen.identity ? causesOf(c, seen.identity) : noAnswer(c);
    case "rows":
      return wrongRows(c);
    case "objects":
      return unexpectedPolicies(seen.names);
    case "guest network":
    case "interface":
      return guestNetwork(c, seen);
    case "migration":
      return migration(c);
    case "connection":
      return connection(c, seen);
    case "identity":
      return identity(c);
    case "refused":
      return c.check.how.kind === "sql" ? databaseRefused(wordsOf(seen)) : refused(c);
    case "unresolved":
    case "addresses":
      return unresolved(c);
    case "no probe":
      return noProbe(c);
    case "no answer":
    case "connected":
      return noAnswer(c);
  }
}

function general(c: Case): Cause[] {
  const namespace = namespacesOf(c)[0] ?? "default";
  return [
    { what: "the cluster reports a problem in its events", confirm: events(namespace) },
    { what: "OVN-Kubernetes has not done what the check needs", confirm: controllerLog(c) },
    {
      what: "the machine was too slow for a moment",
      confirm: `npm run recheck -- <scenario> --filter '^${c.check.id}$'`,
    },
  ];
}
