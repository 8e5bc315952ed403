import assert from "node:assert/strict";
import type { Expectation } from "../../../components/checks/check.ts";
import { describeObservation, type Identity, type Observation } from "../../../components/checks/observation.ts";
import { judge, type Verdict } from "../../../components/checks/verdict.ts";

const answer = (status: number, body: string): Observation => ({ kind: "answer", status, body });
/** By default from an address that anybody on the internet may have, as those of the talk's blue and green networks. */
const replies = (count: number, identity?: Observation, address = "203.203.1.5"): Observation => ({
  kind: "replies",
  sent: 3,
  count,
  address,
  ...(identity ? { identity } : {}),
});
const noAnswer: Observation = { kind: "no answer", reason: "server" };
const refused: Observation = { kind: "refused", reason: "server" };
const unresolved: Observation = { kind: "unresolved", reason: "server" };
const noProbe: Observation = { kind: "no probe", reason: "server" };
const resolved = (target: string, ...addresses: string[]): Observation => ({ kind: "addresses", addresses, target });
const objects = (...names: string[]): Observation => ({ kind: "objects", names });

const onInterface = (addresses: string[], podInterface: string | undefined): Observation => ({
  kind: "interface",
  addresses,
  mac: "0a:58:c0:a8:00:04",
  podInterface,
});
const migration = (phase: string, node: string, pod: string | undefined): Observation => ({
  kind: "migration",
  phase,
  before: { node: "worker", pod: "a" },
  after: { node, pod },
});
const connection = (seconds: number, carries?: boolean, error?: string): Observation => ({
  kind: "connection",
  error,
  before: { seconds, bitsPerSecond: 2e9 },
  ...(carries === undefined
    ? {}
    : {
        after: {
          ...{ carries, bitsPerSecond: 1e9, retransmits: 7 },
          ...{ quietIntervals: 3, outageMs: 200, outageStart: 7, intervalSeconds: 0.1 },
        },
      }),
});
const identity: Identity = { node: "worker", addresses: ["192.168.0.4"], mac: "0a:58:c0:a8:00:04" };
const kept = (changes: Partial<Identity> = {}): Observation => ({
  kind: "identity",
  before: identity,
  after: { ...identity, node: "worker2", ...changes },
});

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
  "replies of the target at a private address": replies(3, own, "10.244.1.4"),
  "replies of another at a private address": replies(3, stranger, "10.244.1.4"),
  "silent replies at a private address": replies(1, noAnswer, "10.244.1.4"),
  "replies that cannot be asked at a private address": replies(3, noProbe, "10.244.1.4"),
  "silent replies at a public IPv6 address": replies(3, noAnswer, "2001:4860:4860::8888"),
  "silent replies at a unique local address": replies(3, noAnswer, "fd00:10:244::5"),
  "silent replies at a link-local address": replies(3, noAnswer, "169.254.1.5"),
  "silent replies at an address behind a provider's NAT": replies(3, noAnswer, "100.64.0.5"),
  "silent replies at a private address written as IPv6": replies(3, noAnswer, "::ffff:10.244.1.4"),
  "silent replies at a name": replies(3, noAnswer, "target"),
  "no reply at a private address": replies(0, undefined, "10.244.1.4"),
  "a connection": { kind: "connected" },
  "no rows": { kind: "rows", rows: [] },
  "rows with both texts": { kind: "rows", rows: ["1|leonardo|swords", "2|raphael|twin sai"] },
  "rows with one text": { kind: "rows", rows: ["1|leonardo|twin sai", "2|server|-"] },
  "a body with both texts": answer(200, '{"Ok":["swords","twin sai"]}'),
  "a body with both texts and another status": answer(500, "swords, twin sai"),
  "an address on the right interface": onInterface(["192.168.0.4", "fd00::4"], "ovn-udn1"),
  "an address of one family on the right interface": onInterface(["192.168.0.4"], "ovn-udn1"),
  "an address out of range": onInterface(["192.169.0.4", "fd00::4"], "ovn-udn1"),
  "an address on another interface": onInterface(["192.168.0.4", "fd00::4"], "eth0"),
  "an address on an interface without a name": onInterface(["192.168.0.4", "fd00::4"], undefined),
  "a migration to another node": migration("Succeeded", "worker2", "b"),
  "a migration to the same pod": migration("Succeeded", "worker2", "a"),
  "a migration to the same node": migration("Succeeded", "worker", "b"),
  "a migration to a pod that nobody knows": migration("Succeeded", "worker2", undefined),
  "a migration that failed": migration("Failed", "worker2", "b"),
  "a connection with data": connection(9),
  "a connection without data": connection(0),
  "a connection that broke": connection(9, undefined, "reset"),
  "a connection with data after the migration": connection(9, true),
  "a connection without data after the migration": connection(9, false),
  "a connection that broke in the migration": connection(9, true, "reset"),
  "the same addresses on another node": kept(),
  "addresses that changed": kept({ addresses: ["192.168.0.5"] }),
  "addresses of which one is missing": kept({ addresses: [] }),
  "another MAC": kept({ mac: "0a:58:c0:a8:00:05" }),
  "the same node": kept({ node: "worker" }),
  "the target's address for a name": resolved("10.96.0.1", "10.96.0.1"),
  "the target's IPv6 address in other letters": resolved("fd00:10:96::1", "FD00:10:96:0::1"),
  "another address for a name": resolved("10.96.0.1", "10.96.0.2"),
  "another address beside the target's": resolved("10.96.0.1", "10.96.0.1", "192.0.2.1"),
  "no address for a name": resolved("10.96.0.1"),
  "a name where an address was looked for": resolved("server", "server"),
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
      "replies of the target at a private address",
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
      "replies of the target at a private address",
      "replies of another at a private address",
      "silent replies at a private address",
      "replies that cannot be asked at a private address",
      "silent replies at a public IPv6 address",
      "silent replies at a unique local address",
      "silent replies at a link-local address",
      "silent replies at an address behind a provider's NAT",
      "silent replies at a private address written as IPv6",
      "silent replies at a name",
      "a connection",
      "no rows",
      "rows with both texts",
      "rows with one text",
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
      "no rows",
      "rows with both texts",
      "rows with one text",
      "a body with both texts",
      "a body with both texts and another status",
    ],
    ["no probe"],
  ],
  "of texts in an answer": [
    { kind: "contains", texts: ["swords", "twin sai"] },
    ["rows with both texts", "a body with both texts"],
    ["no probe"],
  ],
  "of addresses in both ranges, on an interface": [
    { kind: "addresses", ranges: ["192.168.0.0/16", "fd00::/64"], podInterface: "ovn-udn1" },
    ["an address on the right interface"],
    ["no probe"],
  ],
  "of a connection that carries data": [
    { kind: "streams" },
    [
      "a connection with data",
      "a connection with data after the migration",
      "a connection without data after the migration",
    ],
    ["no probe"],
  ],
  "of the target's address for a name": [
    { kind: "resolves" },
    ["the target's address for a name", "the target's IPv6 address in other letters"],
    ["no probe"],
  ],
  "of addresses in ranges for a name": [
    { kind: "resolves", ranges: ["10.96.0.0/16", "fd00:10:96::/112"] },
    ["the target's address for a name", "the target's IPv6 address in other letters", "another address for a name"],
    ["no probe"],
  ],
  "of a move": [{ kind: "moves" }, ["a migration to another node"], ["no probe"]],
  "of a connection that survives": [{ kind: "survives" }, ["a connection with data after the migration"], ["no probe"]],
  "of addresses that stay": [{ kind: "keeps-addresses" }, ["the same addresses on another node"], ["no probe"]],
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
      "a body with both texts",
      "a body with both texts and another status",
      "no reply",
      "replies of a stranger",
      "replies of one who does not say who it is",
      "replies of another at a private address",
      "silent replies at a public IPv6 address",
      "no reply at a private address",
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
    "says that whoever replied could not be asked": [replies(3, noProbe), "3 of 3 replies; asked who: server"],
    "says that nobody said who replied": [
      replies(2, { kind: "no answer", reason: "time-out" }),
      "2 of 3 replies of somebody who does not answer as the target (time-out)",
    ],
    "lists objects": [
      objects("red/NetworkPolicy/one", "adminnetworkpolicies/two"),
      "red/NetworkPolicy/one, adminnetworkpolicies/two",
    ],
    "is that a connection was made": [{ kind: "connected" }, "connected"],
    "has the rows": [{ kind: "rows", rows: ["1|leonardo", "2|raphael"] }, "2 rows: 1|leonardo; 2|raphael"],
    "says that there are no rows": [{ kind: "rows", rows: [] }, "no rows"],
    "tells an interface": [
      onInterface(["192.168.0.4", "fd00::4"], "ovn-udn1"),
      "192.168.0.4, fd00::4 on ovn-udn1 of its pod, MAC 0a:58:c0:a8:00:04",
    ],
    "tells a migration": [
      { ...migration("Failed", "worker", "a"), reason: "no room" } as Observation,
      "Failed (no room), from worker, pod a to worker, pod a",
    ],
    "tells what a connection carries": [connection(9), "2.0 Gbit/s in 9 s"],
    "tells that a connection carries nothing": [connection(0), "no data"],
    "tells what became of a connection": [
      connection(9, false, "reset"),
      "broken (reset); no data; 2.0 Gbit/s before, 1.0 Gbit/s after; 200 ms of outage, 3 intervals of 0.1 s at or near 0; 7 retransmits",
    ],
    "tells what stayed": [
      kept({ addresses: [], mac: undefined }),
      "before: 192.168.0.4, MAC 0a:58:c0:a8:00:04, on worker; after: none, MAC unknown, on worker2",
    ],
    "tells what a name has, and what it should": [
      resolved("10.96.0.1", "10.96.0.2"),
      "10.96.0.2; the target has 10.96.0.1",
    ],
    "tells what a name has whose target has none": [resolved("google.com", "192.0.2.1"), "192.0.2.1"],
    "tells that a name has no address": [
      resolved("10.96.0.1"),
      "the name has no such address; the target has 10.96.0.1",
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
