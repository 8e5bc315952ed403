import assert from "node:assert/strict";
import { describeProbe } from "../../../components/checks/check.ts";
import { describeObservation, meets, type Observation } from "../../../components/checks/verdict.ts";

const expect = { kind: "reachable", body: "server" } as const;
const answer = (status: number, body: string): Observation => ({ kind: "answer", status, body });

describe("an expectation to reach a server", () => {
  const table: Record<string, [seen: Observation, met: boolean]> = {
    "is met by the server's own name": [answer(200, "server"), true],
    "is met with white space around it": [answer(200, " server\n"), true],
    "is not met by another name": [answer(200, "server-2"), false],
    "is not met by another name in the same answer": [answer(200, "server\nother"), false],
    "is not met by the name in other letters": [answer(200, "Server"), false],
    "is not met by an empty answer": [answer(200, ""), false],
    "is not met by the name with another status": [answer(404, "server"), false],
    "is not met by a redirect": [answer(302, "server"), false],
    "is not met by no answer": [{ kind: "no answer", reason: "server" }, false],
    "is not met by no probe": [{ kind: "no probe", reason: "server" }, false],
  };
  for (const [claim, [seen, met]] of Object.entries(table)) it(claim, () => assert.equal(meets(expect, seen), met));
});

describe("an observation in words", () => {
  it("is status and body", () =>
    assert.equal(describeObservation(answer(200, 'a "b"\nc\n')), 'HTTP 200, body "a \\"b\\"\\nc"'));

  it("has at most 200 characters of the body", () => {
    assert.equal(describeObservation(answer(200, "x".repeat(200))), `HTTP 200, body "${"x".repeat(200)}"`);
    assert.equal(describeObservation(answer(200, "x".repeat(201))), `HTTP 200, body "${"x".repeat(200)}…"`);
  });

  it("is the reason when there was no answer", () => {
    assert.equal(describeObservation({ kind: "no answer", reason: "time-out" }), "time-out");
    assert.equal(describeObservation({ kind: "no probe", reason: "no pod" }), "no pod");
  });

  it("of the probe itself is method, port and path", () =>
    assert.equal(describeProbe({ kind: "http", port: 9000, path: "/hostname" }), "HTTP GET :9000/hostname"));
});
