import assert from "node:assert/strict";
import type { Expectation } from "../../../components/checks/check.ts";
import { describeObservation, judge, type Observation, type Verdict } from "../../../components/checks/verdict.ts";

const answer = (status: number, body: string): Observation => ({ kind: "answer", status, body });
const replies = (count: number, identity?: Observation): Observation => ({
  kind: "replies",
  sent: 3,
  count,
  ...(identity ? { identity } : {}),
});
const noAnswer: Observation = { kind: "no answer", reason: "server" };
const refused: Observation = { kind: "refused", reason: "server" };
const unresolved: Observation = { kind: "unresolved", reason: "server" };
const noProbe: Observation = { kind: "no probe", reason: "server" };
const objects = (...names: string[]): Observation => ({ kind: "objects", names });

const own = answer(200, "server");
const stranger = answer(200, "stranger");

/** Every kind of observation, and of ping's replies those that an identity makes different. */
const seen = {
  "the target's own name": own,
  "its name with white space around it": answer(200, " server\n"),
  "its second name": answer(200, "server-1"),
  "another name": stranger,
  "another name in the same answer": answer(200, "server\nother"),
  "its name in other letters": answer(200, "Server"),
  "an empty answer": answer(200, ""),
  "its name with another status": answer(404, "server"),
  "a bad request": answer(400, "Client sent an HTTP request to an HTTPS server."),
  "a redirect": answer(302, "server"),
  "three replies to a ping": replies(3),
  "one reply of three": replies(1),
  "no reply": replies(0),
  "replies of the target by its own name": replies(3, own),
  "one reply of the target by its own name": replies(1, own),
  "replies of a stranger": replies(3, stranger),
  "replies of one who does not say who it is": replies(3, noAnswer),
  "replies of one who refuses to say who it is": replies(3, refused),
  "replies of one who cannot be asked": replies(3, noProbe),
  "no object": objects(),
  "an object": objects("red/NetworkPolicy/one"),
  "no answer": noAnswer,
  "a refusal": refused,
  "a name that was not resolved": unresolved,
  "no probe": noProbe,
} satisfies Record<string, Observation>;
type Seen = keyof typeof seen;

/** Of each expectation what passes and what says nothing; everything else has failed. */
const table: Record<string, [expect: Expectation, passed: readonly Seen[], notRun: readonly Seen[]]> = {
  "to reach the target, which has a name": [
    { kind: "reachable", bodies: ["server", "server-1"] },
    [
      "the target's own name",
      "its name with white space around it",
      "its second name",
      "replies of the target by its own name",
      "one reply of the target by its own name",
    ],
    ["no probe"],
  ],
  "to reach the target by ping, whatever its name": [
    { kind: "reachable", bodies: [] },
    [
      "three replies to a ping",
      "one reply of three",
      "replies of the target by its own name",
      "one reply of the target by its own name",
      "replies of a stranger",
      "replies of one who does not say who it is",
      "replies of one who refuses to say who it is",
      "replies of one who cannot be asked",
    ],
    ["no probe"],
  ],
  "that something answers": [
    { kind: "answers" },
    [
      "the target's own name",
      "its name with white space around it",
      "its second name",
      "another name",
      "another name in the same answer",
      "its name in other letters",
      "an empty answer",
      "its name with another status",
      "a bad request",
      "a redirect",
    ],
    ["no probe"],
  ],
  "that the target is blocked": [
    { kind: "blocked", bodies: ["server", "server-1"], twin: "T0" },
    [
      "another name",
      "another name in the same answer",
      "its name in other letters",
      "an empty answer",
      "its name with another status",
      "a bad request",
      "a redirect",
      "no reply",
      "replies of a stranger",
      "replies of one who does not say who it is",
      "no answer",
    ],
    ["replies of one who cannot be asked", "a name that was not resolved", "no probe"],
  ],
  "that there is no object": [{ kind: "none" }, ["no object"], ["no probe"]],
};

describe("the expectation", () => {
  for (const [what, [expect, passed, notRun]] of Object.entries(table))
    describe(what, () => {
      for (const one of Object.keys(seen) as Seen[]) {
        const verdict: Verdict = passed.includes(one) ? "passed" : notRun.includes(one) ? "not run" : "failed";
        it(`has ${verdict} with ${one}`, () => assert.equal(judge(expect, seen[one]), verdict));
      }
    });
});

describe("an observation in words", () => {
  const words: Record<string, [seen: Observation, words: string]> = {
    "is status and body": [answer(200, 'a "b"\nc\n'), 'HTTP 200, body "a \\"b\\"\\nc"'],
    "has all of a body of 200 characters": [answer(200, "x".repeat(200)), `HTTP 200, body "${"x".repeat(200)}"`],
    "has no more than 200 characters of the body": [
      answer(200, "x".repeat(201)),
      `HTTP 200, body "${"x".repeat(200)}…"`,
    ],
    "counts replies": [replies(1), "1 of 3 replies"],
    "says who replied": [replies(3, stranger), '3 of 3 replies; asked who: HTTP 200, body "stranger"'],
    "says that nobody said who replied": [
      replies(2, { kind: "no answer", reason: "time-out" }),
      "2 of 3 replies; asked who: time-out",
    ],
    "lists objects": [
      objects("red/NetworkPolicy/one", "adminnetworkpolicies/two"),
      "red/NetworkPolicy/one, adminnetworkpolicies/two",
    ],
    "says that there are no objects": [objects(), "none"],
    "is the reason when there was no answer": [{ kind: "no answer", reason: "time-out" }, "time-out"],
    "is the reason of a refusal": [{ kind: "refused", reason: "reset" }, "reset"],
    "is the reason when a name was not resolved": [{ kind: "unresolved", reason: "bad address" }, "bad address"],
    "is the reason when there was no probe": [{ kind: "no probe", reason: "no pod" }, "no pod"],
  };
  for (const [claim, [one, expected]] of Object.entries(words))
    it(claim, () => assert.equal(describeObservation(one), expected));
});
