import assert from "node:assert/strict";
import { Recording } from "../../../../components/checks/bundle/recording.ts";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";
import { Transcript } from "../../../../components/checks/bundle/transcript.ts";
import type { CommandOutcome } from "../../../../components/checks/command-outcome.ts";
import { performExperiment } from "../../../../components/checks/live-migration/results.ts";
import { performCheck } from "../../../../components/checks/perform-check.ts";
import { experiment, fakeLab, limits } from "../live-migration/fake-lab.ts";
import { accessWith, check, networkStatus } from "../support.ts";

const annotated = { podAnnotations: () => Promise.resolve({ "k8s.v1.cni.cncf.io/network-status": networkStatus }) };
const outcome = (exitCode: number, stdout = "", stderr = ""): CommandOutcome => ({ exitCode, stdout, stderr });
const once = { timeout: 0, interval: 0.001 };
/** Times differ from run to run. */
const plainly = (text: string): string => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z \(\d+\.\d\d s\)/g, "@");

describe("the transcript of a check", () => {
  it("has each attempt's questions with what came back and when, and what the attempt was judged to be", async () => {
    const recording = new Recording(scrubber());
    const outcomes = [outcome(28, "\n::status::000", "curl: (28) timed out\n"), outcome(0, "server\n::status::200")];
    const access = recording.access(
      accessWith({ ...annotated, exec: () => Promise.resolve(outcomes.shift() ?? outcome(1)) }),
    );
    await performCheck(check, access, { limits: { timeout: 60, interval: 0.001 }, watcher: recording });
    const text = recording.transcript();
    assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \(\d+\.\d\d s\) API/m);
    const lines = plainly(text).replace(/@ exec in (.*: curl) .*/g, "@ exec in $1 …");
    assert.equal(
      lines.replace(/@ API.*\n {4}\{.*\}/g, "@ API"),
      [
        "== T1, attempt 1",
        "@ API",
        "@ exec in blue/client, container main: curl …",
        "    exit 28",
        "    stdout:",
        "      ",
        "      ::status::000",
        "    stderr:",
        "      curl: (28) timed out",
        "=> failed: time-out (curl exit 28: curl: (28) timed out)",
        "",
        "== T1, attempt 2",
        "@ API",
        "@ exec in blue/client, container main: curl …",
        "    exit 0",
        "    stdout:",
        "      server",
        "      ::status::200",
        '=> passed: HTTP 200, body "server"',
        "",
      ].join("\n"),
    );
  });

  it("has what was refused, and leaves the refusal as it is", async () => {
    const recording = new Recording(scrubber());
    const access = recording.access(accessWith({ ...annotated, exec: () => Promise.reject(new Error("forbidden")) }));
    const { observed, verdict } = await performCheck(check, access, { limits: once, watcher: recording });
    assert.deepEqual([observed, verdict], ["forbidden", "not run"]);
    assert.match(recording.transcript(), / {4}error: forbidden\n=> not run: forbidden/);
  });

  it("names the probes of guests and of this machine", async () => {
    const recording = new Recording(scrubber());
    const access = recording.access(
      accessWith({
        execInGuest: () => Promise.resolve(outcome(0, "hello")),
        getFromHost: () => Promise.resolve({ kind: "answer", status: 200, body: "x" }),
        connectFromHost: () => Promise.resolve({ kind: "connected" }),
        queryFromHost: () => Promise.resolve({ kind: "rows", rows: ["1|leonardo"] }),
        policies: () => Promise.resolve(["red/NetworkPolicy/a"]),
      }),
    );
    await access.execInGuest({ namespace: "red", vm: "vm" }, ["sh", "-c", "echo it's"]);
    await access.getFromHost("http://a/", { contentType: "text/plain", family: "ipv6" });
    await access.connectFromHost("a", 1, {});
    await access.queryFromHost("db", 5432, "SELECT 1");
    await access.policies(["red"]);
    assert.equal(
      plainly(recording.transcript()),
      [
        "== Without a judgement",
        `@ console of red/vm: sh -c 'echo it'\\''s'`,
        "    exit 0",
        "    stdout:",
        "      hello",
        "@ HTTP GET http://a/ from this machine (ipv6), Content-Type text/plain",
        '    answer: HTTP 200, body "x"',
        "@ TCP to a:1 from this machine",
        "    connected: connected",
        "@ SQL to db:5432 from this machine: SELECT 1",
        "    rows: 1 rows: 1|leonardo",
        "@ API: policies in red",
        '    ["red/NetworkPolicy/a"]',
        "",
      ].join("\n"),
    );
  });

  it("has no secrets, in commands neither, and none that a cut would have hidden from the scrubber", async () => {
    const recording = new Recording(scrubber(["s3cr3t-token"]));
    const long = `${"x".repeat(940)} password=${"hunter2".repeat(300)} end`;
    const access = recording.access(
      accessWith({
        exec: () => Promise.resolve(outcome(0, long, "with s3cr3t-token and cheese")),
        queryFromHost: () => Promise.resolve({ kind: "rows", rows: [] }),
      }),
    );
    await access.queryFromHost("db", 5432, "SELECT 'cheese'");
    await access.exec({ kind: "pod", namespace: "a", pod: "b", container: "c" }, [
      "env",
      "PGPASSWORD=cheese",
      "mysql",
      "--password",
      "hunter2",
    ]);
    const text = recording.transcript();
    assert.ok(!/cheese|hunter2|s3cr3t/.test(text), text);
    assert.ok(text.includes("password=[removed] end"), text);
  });

  it("has what an experiment asked, and what its checks were judged by", async () => {
    const recording = new Recording(scrubber());
    const lab = fakeLab({ end: "Failed" });
    await performExperiment(experiment, {
      access: recording.access(lab.access),
      limits,
      say: () => undefined,
      watcher: recording,
    });
    const text = recording.transcript();
    for (const question of [
      "console of red-namespace/red: awk",
      "API: make migration blue-namespace/lab-blue-",
      "API: migration blue-namespace/",
      "API: delete migration",
    ])
      assert.ok(text.includes(question), `${question} is not in ${text}`);
    assert.deepEqual(
      experiment.map(({ id }) => recording.seenOf(id)?.kind),
      ["connection", "migration", "no probe", "no probe"],
    );
  });

  it("keeps the first and the last attempts and questions, and says how many it left out", () => {
    const transcript = new Transcript();
    const ask = (question: string, answer = ""): void =>
      transcript.record({ start: new Date(0), seconds: 0, question, answer });
    for (let i = 1; i <= 50; i++) {
      ask(`question ${i}`, "z".repeat(100_000));
      transcript.attempted("T1", { kind: "no answer", reason: `reason ${i}` }, "failed");
    }
    for (let i = 1; i <= 1000; i++) ask(`late ${i}`);
    const text = transcript.render();
    assert.ok(text.length < 80_000, String(text.length));
    assert.deepEqual(
      [...text.matchAll(/^== T1, attempt (\d+)$/gm)].map(([, number]) => Number(number)),
      [1, 2, 3, 4, 43, 44, 45, 46, 47, 48, 49, 50],
    );
    assert.match(text, /^… 38 attempts are left out here …$/m);
    assert.match(text, /late 40\n\s*… 880 questions are left out here …\n.*late 921/);
    assert.equal(transcript.render(), text, "reading it changes nothing");
  });
});
