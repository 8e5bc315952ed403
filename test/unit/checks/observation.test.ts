import assert from "node:assert/strict";
import { describeObservation, type Observation } from "../../../components/checks/observation.ts";
import {
  answer,
  replies,
  noProbe,
  resolved,
  objects,
  onInterface,
  migration,
  connection,
  kept,
  stranger,
} from "./observations.ts";

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
