import assert from "node:assert/strict";
import { curlCommand, readCurlOutcome } from "../../../components/checks/http-probe.ts";

const how = { kind: "http", port: 9000, path: "/hostname" } as const;

describe("the probe's command", () => {
  it("is curl without redirects and proxy, with limits, and with the status behind the body", () =>
    assert.deepEqual(curlCommand(how, "192.168.200.3"), [
      "curl",
      "--silent",
      "--show-error",
      "--noproxy",
      "*",
      "--connect-timeout",
      "3",
      "--max-time",
      "5",
      "--write-out",
      "\n::status::%{http_code}",
      "http://192.168.200.3:9000/hostname",
    ]));

  it("has an IPv6 address in brackets", () =>
    assert.equal(curlCommand(how, "fd00:200::3").at(-1), "http://[fd00:200::3]:9000/hostname"));
});

describe("what curl left", () => {
  const seen = (exitCode: number, stdout = "\n::status::000", stderr = "") =>
    readCurlOutcome({ exitCode, stdout, stderr });

  const answers: Record<string, [stdout: string, status: number, body: string]> = {
    "is an answer": ["server\n::status::200", 200, "server"],
    "is an answer without a body": ["\n::status::204", 204, ""],
    "is an answer also when the server found nothing": ["no such page\n\n::status::404", 404, "no such page\n"],
    "is an answer whose body looks like the mark": ["a\n::status::500\n::status::200", 200, "a\n::status::500"],
    "is an answer whose body holds part of the mark": ["::status::\n::status::200", 200, "::status::"],
  };
  for (const [claim, [stdout, status, body]] of Object.entries(answers))
    it(claim, () => assert.deepEqual(seen(0, stdout), { kind: "answer", status, body }));

  const network: Record<number, string> = {
    7: "no connection",
    18: "the answer broke off",
    28: "time-out",
    52: "an empty answer",
    55: "sending failed",
    56: "receiving failed",
  };
  for (const [code, words] of Object.entries(network))
    it(`is no answer with exit code ${code}: ${words}`, () =>
      assert.deepEqual(seen(Number(code), undefined, `warning\ncurl: (${code}) in its own words\n`), {
        kind: "no answer",
        reason: `${words} (curl exit ${code}: curl: (${code}) in its own words)`,
      }));

  it("is no answer when the answer broke off after its status", () =>
    assert.deepEqual(seen(28, "serv\n::status::200"), { kind: "no answer", reason: "time-out (curl exit 28)" }));

  for (const [code, what] of [
    [-1, "a container that could not start it"],
    [1, "an unknown protocol"],
    [2, "an unknown option"],
    [3, "a wrong URL"],
    [6, "a name that is not known"],
    [126, "a program that may not run"],
    [127, "a shell without it"],
    [137, "a kill"],
  ] as const)
    it(`is no probe after ${what} (exit code ${code})`, () =>
      assert.deepEqual(seen(code, "", "why\n"), {
        kind: "no probe",
        reason: `curl did not work in the container (exit ${code}: why)`,
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
        reason: "curl did not work in the container (exit 0)",
      }));
});
