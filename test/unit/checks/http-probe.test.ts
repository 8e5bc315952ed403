import assert from "node:assert/strict";
import { curlCommand, httpUrl, readCurlOutcome } from "../../../components/checks/http-probe.ts";

describe("the probe's command", () => {
  it("is curl without redirects and proxy, with limits, and with the status behind the body", () =>
    assert.deepEqual(curlCommand("http://192.168.200.3:9000/hostname"), [
      "curl",
      "--silent",
      "--show-error",
      "--verbose",
      "--noproxy",
      "*",
      "--connect-timeout",
      "3",
      "--max-time",
      "5",
      "--write-out",
      "\\n::status::%{http_code} %{num_connects}",
      "http://192.168.200.3:9000/hostname",
    ]));

  it("has the address, the port if one is said, and an IPv6 address in brackets", () => {
    assert.equal(httpUrl("192.168.200.3", 9000, "/hostname"), "http://192.168.200.3:9000/hostname");
    assert.equal(httpUrl("fd00:200::3", 9000, "/hostname"), "http://[fd00:200::3]:9000/hostname");
    assert.equal(httpUrl("kubernetes.default.svc", undefined, "/"), "http://kubernetes.default.svc/");
  });
});

describe("what curl left", () => {
  const seen = (exitCode: number, stdout = "\n::status::000", stderr = "") =>
    readCurlOutcome({ exitCode, stdout, stderr });

  const answers: Record<string, [stdout: string, status: number, body: string]> = {
    "is an answer": ["server\n::status::200", 200, "server"],
    "is an answer without a body": ["\n::status::204", 204, ""],
    "is an answer also when the server found nothing": ["no such page\n\n::status::404", 404, "no such page\n"],
    "is an answer over a connection": ["server\n::status::200 1", 200, "server"],
    "is an answer whose body looks like the mark": ["a\n::status::500\n::status::200", 200, "a\n::status::500"],
    "is an answer whose body holds part of the mark": ["::status::\n::status::200", 200, "::status::"],
  };
  for (const [claim, [stdout, status, body]] of Object.entries(answers))
    it(claim, () => assert.deepEqual(seen(0, stdout), { kind: "answer", status, body }));

  const line = (code: number, words: string) => `warning\ncurl: (${code}) ${words}\n`;

  const silence: Record<string, [code: number, words: string, reason: string]> = {
    "a time-out": [28, "Connection timed out after 3001 milliseconds", "time-out"],
    "no route": [7, "Failed to connect to 103.103.1.5 port 8080: No route to host", "no connection"],
    "an unreachable network": [
      7,
      "Failed to connect to 103.103.1.5 port 8080: Network is unreachable",
      "no connection",
    ],
    "a connection that timed out": [7, "Failed to connect to 103.103.1.5: Connection timed out", "no connection"],
    "a failure to send": [55, "Send failure: Broken pipe", "sending failed"],
  };
  for (const [what, [code, words, reason]] of Object.entries(silence))
    it(`is no answer after ${what} (exit code ${code})`, () =>
      assert.deepEqual(seen(code, undefined, line(code, words)), {
        kind: "no answer",
        reason: `${reason} (curl exit ${code}: curl: (${code}) ${words})`,
      }));

  // As curl 7.88 says it when it is verbose: the reason is in the trace alone.
  const traced = (reason: string) =>
    seen(
      7,
      undefined,
      `* connect to 10.9.8.7 port 80 from 10.1.1.1 port 50000 failed: ${reason}\n` +
        "* Failed to connect to 10.9.8.7 port 80 after 1 ms: Couldn't connect to server\n" +
        "curl: (7) Failed to connect to 10.9.8.7 port 80 after 1 ms: Couldn't connect to server\n",
    );
  it("tells by curl's trace a missing route from a refusal", () => {
    assert.deepEqual(traced("No route to host"), {
      kind: "no answer",
      reason: "no connection (curl exit 7: No route to host)",
    });
    assert.deepEqual(traced("Connection refused"), {
      kind: "refused",
      reason: "refused (curl exit 7: Connection refused)",
    });
  });

  const reached: Record<string, [code: number, words: string, reason: string]> = {
    "a refusal": [7, "Failed to connect to 10.96.3.4 port 80: Connection refused", "refused"],
    "no connection for a reason that newer curls keep to themselves": [
      7,
      "Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server",
      "no connection",
    ],
    "a part of an answer": [18, "transfer closed with 10 bytes remaining to read", "the answer broke off"],
    "an empty answer": [52, "Empty reply from server", "an empty answer"],
    "a reset": [56, "Recv failure: Connection reset by peer", "receiving failed"],
  };
  for (const [what, [code, words, reason]] of Object.entries(reached))
    it(`is refused, by someone who was reached, after ${what} (exit code ${code})`, () =>
      assert.deepEqual(seen(code, undefined, line(code, words)), {
        kind: "refused",
        reason: `${reason} (curl exit ${code}: curl: (${code}) ${words})`,
      }));

  it("is refused, by someone who was reached, when the answer stopped after its status", () =>
    assert.deepEqual(seen(28, "serv\n::status::200 1"), {
      kind: "refused",
      reason: "connected, and no answer within 5 s (curl exit 28)",
    }));

  it("is refused, by someone who was reached, when a connection was made and nothing came over it", () => {
    const words = "Operation timed out after 5002 milliseconds with 0 bytes received";
    assert.deepEqual(seen(28, "\n::status::000 1", line(28, words)), {
      kind: "refused",
      reason: `connected, and no answer within 5 s (curl exit 28: curl: (28) ${words})`,
    });
  });

  it("is no answer when no connection was made", () =>
    assert.deepEqual(seen(28, "\n::status::000 0", line(28, "Connection timed out after 3001 milliseconds")), {
      kind: "no answer",
      reason: "time-out (curl exit 28: curl: (28) Connection timed out after 3001 milliseconds)",
    }));

  it("is a name that was not resolved after exit code 6", () =>
    assert.deepEqual(seen(6, undefined, line(6, "Could not resolve host: google.com")), {
      kind: "unresolved",
      reason: "name not resolved (curl exit 6: curl: (6) Could not resolve host: google.com)",
    }));

  for (const [code, what] of [
    [-1, "a container that could not start it"],
    [1, "an unknown protocol"],
    [2, "an unknown option"],
    [3, "a wrong URL"],
    [126, "a program that may not run"],
    [127, "a shell without it"],
    [137, "a kill"],
  ] as const)
    it(`is no probe after ${what} (exit code ${code})`, () =>
      assert.deepEqual(seen(code, "", "why\n"), {
        kind: "no probe",
        reason: `curl did not work (curl exit ${code}: why)`,
      }));

  const useless: Record<string, string> = {
    "without a status": "server",
    "with the status 000": "\n::status::000",
    "with a status that is no number": "\n::status::%{http_code}",
    "with nothing": "",
  };
  for (const [what, stdout] of Object.entries(useless))
    it(`is no probe after exit code 0 ${what}`, () =>
      assert.deepEqual(seen(0, stdout), {
        kind: "no probe",
        reason: "curl did not work (curl exit 0)",
      }));
});
