import assert from "node:assert/strict";
import type { Check } from "../../../../components/checks/check.ts";
import { performExperiment } from "../../../../components/checks/live-migration/results.ts";
import { dualExperiment, experiment, fakeLab, limits, type World } from "./fake-lab.ts";

async function perform(world: World = {}, checks: readonly Check[] = experiment) {
  const { access, log, said } = fakeLab(world);
  const results = await performExperiment(checks, { access, limits, say: (line) => said.push(line) });
  return {
    results,
    log,
    said,
    verdicts: Object.fromEntries(results.map(({ id, verdict }) => [id, verdict])),
    observed: Object.fromEntries(results.map(({ id, observed }) => [id, observed])),
  };
}

const [v5, v6, v7, v8] = experiment;
const all = (verdict: string) => Object.fromEntries(experiment.map(({ id }) => [id, verdict]));
const leftClean = (log: readonly string[]): void => {
  assert.deepEqual(log.slice(-3), ["red: sh stop", "blue: sh stop", "delete from blue-namespace"]);
};

describe("the experiment with a live migration", () => {
  it("connects, migrates, looks again, and leaves nothing", async () => {
    const { verdicts, observed, log, results } = await perform();
    assert.deepEqual(verdicts, all("passed"));
    assert.deepEqual(
      log.filter((line) => !line.startsWith("red: awk")),
      [
        "red: sh stop",
        "blue: sh stop",
        "blue: iperf3 --server",
        "red: sh start",
        "create blue-namespace/lab-blue-# of blue",
        "red: sh stop",
        "blue: sh stop",
        "delete from blue-namespace",
      ],
    );
    assert.equal(observed["V5"], "100.0 Mbit/s in 2 s");
    assert.equal(observed["V6"], "Succeeded, from worker, pod a to worker2, pod b");
    assert.match(
      observed["V7"] ?? "",
      /^carries data again; 100\.0 Mbit\/s before, 80\.0 Mbit\/s after; 1000 ms of outage, 10 intervals of 0\.1 s at or near 0; \d+ retransmits$/,
    );
    assert.equal(
      observed["V8"],
      "before: 192.168.0.4, MAC 0a:58:c0:a8:00:04, on worker; after: 192.168.0.4, MAC 0a:58:c0:a8:00:04, on worker2",
    );
    const details = results[2]?.details ?? {};
    assert.deepEqual(
      [details["outageMs"], details["intervalSeconds"], details["bitsPerSecondBefore"], details["bitsPerSecondAfter"]],
      [1000, 0.1, 1e8, 8e7],
    );
    assert.deepEqual([details["migrationStart"], details["outageStart"], details["seriesStart"]], [3, 3, 0]);
    assert.deepEqual((details["bitsPerSecond"] as number[]).slice(28, 42), [
      ...[1e8, 1e8],
      ...Array.from({ length: 10 }, () => 0),
      ...[8e7, 8e7],
    ]);
  });

  it("waits for the machine's address, and for a client that finds no server at first", async () => {
    const world = { looksUntilAddress: 3, clientErrors: ["Connection refused", undefined] };
    const { verdicts, log, results } = await perform(world);
    assert.deepEqual(verdicts, all("passed"));
    assert.equal(results[0]?.attempts, 2);
    assert.equal(log.filter((line) => line === "red: sh start").length, 2);
  });

  it("asks for the migration again while a webhook refuses it, and counts how often", async () => {
    const { verdicts, said, results } = await perform({ refusals: 3 });
    assert.deepEqual(verdicts, all("passed"));
    assert.deepEqual(
      results.map(({ attempts }) => attempts),
      [1, 4, 1, 1],
    );
    assert.match(said.join("\n"), /waiting for the migration to be accepted .*no endpoints available/);
  });

  it("takes a denial for an answer at once, and says it", async () => {
    const refusal = new Error('HTTP 400: admission webhook "v" denied the request: Cannot migrate VMI, Reason: no');
    const { verdicts, observed, results, log } = await perform({ refusals: 1, refusal });
    assert.deepEqual(verdicts, { V5: "passed", V6: "failed", V7: "not run", V8: "not run" });
    assert.deepEqual([observed["V6"], results[1]?.attempts], [refusal.message, 1]);
    assert.equal(observed["V7"], `the migration was refused: ${refusal.message}`);
    leftClean(log);
  });

  it("tells how long the migration took, which is known a moment after it", async () => {
    const times = {
      started: "2026-11-22T10:00:02Z",
      targetReady: "2026-11-22T10:00:09Z",
      ended: "2026-11-22T10:00:10Z",
    };
    const { results } = await perform({ told: times, toldLate: 3 });
    assert.deepEqual(results[1]?.details, { migrationSeconds: 8, preCopySeconds: 7 });
    assert.equal((await perform()).results[1]?.details, undefined);
  });

  const dual = { isDual: true } as const;
  const ofDual = (v5: string, v5ipv6: string, v7: string, v7ipv6: string) => ({
    ...{ V5: v5, "V5-ipv6": v5ipv6, V6: "passed" },
    ...{ V7: v7, "V7-ipv6": v7ipv6, V8: "passed" },
  });

  it("has a connection of each family over the same migration", async () => {
    const { verdicts, log, results } = await perform(
      { ...dual, ratesAfterOf: { ipv4: [0, 80], ipv6: [0, 0, 0, 60] } },
      dualExperiment,
    );
    assert.deepEqual(verdicts, ofDual("passed", "passed", "passed", "passed"));
    assert.equal(log.filter((line) => line.startsWith("create")).length, 1);
    const outages = results.flatMap(({ id, details }) => (details?.["outageMs"] ? [[id, details["outageMs"]]] : []));
    assert.deepEqual(outages, [
      ["V7", 1000],
      ["V7-ipv6", 3000],
    ]);
  });

  it("tells the connection of one family that does not survive from the other that does", async () => {
    const { verdicts } = await perform({ ...dual, ratesAfterOf: { ipv6: [0] } }, dualExperiment);
    assert.deepEqual(verdicts, ofDual("passed", "passed", "passed", "failed"));
  });

  it("moves the machine for one family though nothing comes through by the other", async () => {
    const { verdicts, observed } = await perform({ ...dual, silentFamily: "ipv6" }, dualExperiment);
    assert.deepEqual(verdicts, ofDual("passed", "failed", "passed", "not run"));
    assert.equal(observed["V7-ipv6"], "the connection that it is about does not carry data");
  });

  const runs: Record<string, [World, Record<string, string>, id: string, observed: RegExp]> = {
    "data that never comes": [
      { isSilent: true },
      { V5: "failed", V6: "not run", V7: "not run", V8: "not run" },
      "V6",
      /^the connection that it is about does not carry data$/,
    ],
    "a client that never connects": [
      { clientErrors: Array.from({ length: 999 }, () => "Connection refused") },
      { V5: "failed", V6: "not run", V7: "not run", V8: "not run" },
      "V5",
      /^broken \(Connection refused\); no data$/,
    ],
    "a guest without iperf3": [
      { hasNoIperf3: true },
      all("not run"),
      "V5",
      /guest of blue-namespace\/blue: iperf3 ended with 127: bash: iperf3: command not found$/,
    ],
    "a machine without an address": [
      { looksUntilAddress: 99_999 },
      all("not run"),
      "V5",
      /^virtual machine blue-namespace\/blue to run: not within 2 s; last seen: no address on interface happy$/,
    ],
    "a migration that the API never takes": [
      { refusals: 99_999 },
      { V5: "passed", V6: "not run", V7: "not run", V8: "not run" },
      "V7",
      /^the migration to be accepted: not within 0\.1 s; last seen: failed calling webhook: no endpoints available$/,
    ],
    "a migration that fails": [
      { end: "Failed" },
      { V5: "passed", V6: "failed", V7: "not run", V8: "not run" },
      "V7",
      /^the migration did not succeed: Failed \(no room\)$/,
    ],
    "a migration that does not end": [
      { end: "Running" },
      { V5: "passed", V6: "failed", V7: "not run", V8: "not run" },
      "V6",
      /^Running \(not over within 0\.2 s\), from worker, pod a to worker, pod a$/,
    ],
    "a migration to where it was": [
      { after: { node: "worker" } },
      { V5: "passed", V6: "failed", V7: "passed", V8: "failed" },
      "V6",
      /^Succeeded, from worker, pod a to worker, pod b$/,
    ],
    "a connection that is silent for ever": [
      { ratesAfter: [0] },
      { V5: "passed", V6: "passed", V7: "failed", V8: "passed" },
      "V7",
      /^no data; 100\.0 Mbit\/s before, 0\.0 Mbit\/s after/,
    ],
    "a connection that breaks": [
      { breaks: "unable to write to stream socket: Connection reset by peer" },
      { V5: "passed", V6: "passed", V7: "failed", V8: "passed" },
      "V7",
      /^broken \(unable to write to stream socket: Connection reset by peer\)/,
    ],
    "an address that changes": [
      { addressAfter: "192.168.0.9" },
      { V5: "passed", V6: "passed", V7: "passed", V8: "failed" },
      "V8",
      /after: 192\.168\.0\.9, MAC/,
    ],
  };
  for (const [what, [world, expected, id, words]] of Object.entries(runs))
    it(`tells ${what}, and what that kept from running`, async () => {
      const { verdicts, observed, log } = await perform(world);
      assert.deepEqual(verdicts, expected);
      assert.match(observed[id] ?? "", words);
      if (expected["V5"] === "passed") leftClean(log);
      else assert.ok(log.every((line) => !line.startsWith("create")));
    });

  it("is a connection alone if no check is about a migration", async () => {
    const { verdicts, log } = await perform({}, [v5]);
    assert.deepEqual(verdicts, { V5: "passed" });
    assert.ok(log.every((line) => !line.startsWith("create")));
  });

  it("is a migration alone if no check is about a connection", async () => {
    const { verdicts, log } = await perform({}, [v6, v8]);
    assert.deepEqual(verdicts, { V6: "passed", V8: "passed" });
    assert.deepEqual(log, ["create blue-namespace/lab-blue-# of blue", "delete from blue-namespace"]);
  });

  const impossible: Record<string, Check[]> = {
    "its checks are about different targets": [v5, { ...v6, to: { ...v6.to, vm: "green" } as Check["to"] }],
    "only a virtual machine can be migrated": [{ ...v6, to: { kind: "host", host: "blue" } }],
    "iperf3 runs between guests only": [{ ...v7, from: { kind: "host" } }],
  };
  for (const [problem, checks] of Object.entries(impossible))
    it(`is not run where ${problem}`, async () => {
      const { results, log } = await perform({}, checks);
      assert.ok(results.every(({ verdict, observed }) => verdict === "not run" && observed === problem));
      assert.deepEqual(log, []);
    });
});
