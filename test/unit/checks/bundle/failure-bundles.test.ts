import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FailureBundles } from "../../../../components/checks/bundle/failure-bundles.ts";
import type { Check } from "../../../../components/checks/check.ts";
import type { CommandOutcome } from "../../../../components/checks/command-outcome.ts";
import { performExperiment } from "../../../../components/checks/live-migration/results.ts";
import { type CheckAccess, notRun, performCheck } from "../../../../components/checks/perform-check.ts";
import { readResult, writeResult } from "../../../../components/checks/result-files.ts";
import { filesBelow, withFolder } from "../../tools/support.ts";
import { experiment, fakeLab, limits } from "../live-migration/fake-lab.ts";
import { accessWith, check, networkStatus } from "../support.ts";
import { eventsPath, fakeCluster, ovnPods, podObject, podsPath, type World } from "./fake-cluster.ts";

const outcome = (exitCode: number, stdout: string, stderr = ""): CommandOutcome => ({ exitCode, stdout, stderr });
const answers = (body: string) => outcome(0, `${body}\n::status::200`);
const late = outcome(28, "\n::status::000", "curl: (28) timed out with bearer-of-the-lab\n");
const once = { timeout: 0, interval: 0.001 };

const world: World = {
  secrets: ["bearer-of-the-lab"],
  lists: {
    [podsPath("blue")]: [podObject("blue", "client", { restarts: 2, env: [{ name: "DB_PASSWORD", value: "cheese" }] })],
    [podsPath("yellow")]: [
      podObject("yellow", "server", {
        phase: "Pending",
        ready: false,
        waiting: { reason: "ImagePullBackOff", message: "token=hunter2" },
      }),
    ],
    [podsPath("ovn-kubernetes")]: ovnPods("worker"),
    [eventsPath("yellow")]: [
      { metadata: {}, reason: "Failed", message: "token=hunter2", involvedObject: { kind: "Pod", name: "server" } },
    ],
  },
  logs: { "blue/client/main": "splinter:cheese@turtles\n" },
  exec: () => outcome(0, "bearer-of-the-lab\n"),
};

interface Lab {
  readonly of?: World;
  readonly performed?: Check;
  readonly twin?: Check;
  readonly access?: Partial<CheckAccess>;
}

/** Performs a check whose client's curl has that outcome, and settles it, among the bundles of a folder. */
async function settled(
  folder: string,
  exec: () => CommandOutcome,
  { of = world, performed = check, twin, access }: Lab = {},
) {
  const said: string[] = [];
  const { reader, asked } = fakeCluster(of);
  const bundles = new FailureBundles({
    reader,
    folder: join(folder, "bundles"),
    shownFolder: ".stacks/a/bundles",
    say: (line) => said.push(line),
  });
  const recording = bundles.record([performed]);
  const annotations = { "k8s.v1.cni.cncf.io/network-status": networkStatus };
  const given = accessWith({
    podAnnotations: () => Promise.resolve(annotations),
    exec: () => Promise.resolve(exec()),
    ...access,
  });
  const raw = await performCheck(performed, recording.access(given), { limits: once, twin, watcher: recording });
  return { result: await bundles.settleOne(performed, twin, raw), raw, said, asked };
}

const read = (folder: string, ...parts: string[]): string => readFileSync(join(folder, "bundles", ...parts), "utf8");

/** Nothing is wrong with its objects. */
const sound: World = {
  lists: {
    [podsPath("blue")]: [podObject("blue", "client"), podObject("blue", "other")],
    [podsPath("yellow")]: [podObject("yellow", "server")],
    "/apis/kubevirt.io/v1/namespaces/blue-namespace/virtualmachineinstances": [
      { metadata: { name: "blue", namespace: "blue-namespace" }, status: { phase: "Running" } },
    ],
  },
};

describe("the bundle of a check", () => {
  it("that failed holds what there is to see, and is named with the causes by the result and on the way", () =>
    withFolder(async (folder) => {
      const { result, raw, said } = await settled(folder, () => late);
      const { bundle, causes = [], ...rest } = result;
      assert.deepEqual(rest, raw);
      assert.equal(raw.verdict, "failed");
      assert.equal(bundle, ".stacks/a/bundles/T1");
      assert.equal(causes.length, 3);
      assert.match(
        causes[0] ?? "",
        /^pod yellow\/server is not running but Pending \(container main: ImagePullBackOff: token=\[removed\] -> kubectl describe pod -n yellow server$/,
      );
      assert.match(causes[1] ?? "", /^container main of pod blue\/client restarted 2 times/);
      assert.deepEqual(
        said.slice(1),
        causes.map((cause, i) => `  ${i + 1}. ${cause}`),
      );
      assert.match(said[0] ?? "", /^T1: what there is to see is in \.stacks\/a\/bundles\/T1\./);
      const readme = read(folder, "T1", "README.txt");
      for (const words of [
        "T1 failed: the client reaches the server",
        "1. pod yellow/server is not running",
        "   kubectl describe pod -n yellow server",
        "  events/yellow.txt",
        "  ovn/worker/nb-show.txt",
        "- virtualmachines of blue: this cluster has no such kind",
        "- log of blue/client, container main, before its restart: HTTP 400",
      ])
        assert.ok(readme.includes(words), `${words} is not in ${readme}`);
      assert.match(read(folder, "T1", "transcript.txt"), /T1, attempt 1[^]*=> failed: time-out/);
    }));

  it("has no secret in any file, nor has its result", () =>
    withFolder(async (folder) => {
      const { result, said } = await settled(folder, () => late);
      const files = await filesBelow(join(folder, "bundles"));
      assert.ok(files.length > 10, files.join(" "));
      for (const text of [
        ...files.map((file) => readFileSync(file, "utf8")),
        JSON.stringify(result.causes),
        said.join("\n"),
      ])
        assert.ok(!/cheese|hunter2|bearer-of-the-lab/.test(text), text);
    }));

  it("goes away when the check passes, which asks the cluster nothing", () =>
    withFolder(async (folder) => {
      await settled(folder, () => late);
      const { result, asked, said } = await settled(folder, () => answers("server"));
      assert.equal(result.verdict, "passed");
      assert.ok(!("bundle" in result) && !("causes" in result));
      assert.deepEqual([readdirSync(join(folder, "bundles")), asked, said], [[], [], []]);
    }));

  it("is there too when the probe did not work", () =>
    withFolder(async (folder) => {
      const { result } = await settled(
        folder,
        () => outcome(-1, "", 'exec: "curl": executable file not found in $PATH'),
        { of: sound },
      );
      assert.equal(result.verdict, "not run");
      assert.match(result.causes?.[0] ?? "", /no tool for http/);
      assert.ok(existsSync(join(folder, "bundles", "T1", "README.txt")));
    }));

  it("of a check whose twin did not pass is about the twin", () =>
    withFolder(async (folder) => {
      const twin: Check = { ...check, id: "T0", from: { ...check.from, pod: "other" } as Check["from"] };
      const performed: Check = { ...check, id: "T2", expect: { kind: "blocked", bodies: ["server"], twin: "T0" } };
      const { result } = await settled(folder, () => answers("stranger"), { of: sound, performed, twin });
      assert.equal(result.observed, 'its twin T0 did not pass: HTTP 200, body "stranger"');
      assert.match(result.causes?.[0] ?? "", /"stranger" answers there/);
      assert.match(read(folder, "T2", "transcript.txt"), /T0, attempt 1/);
      assert.match(read(folder, "T2", "README.txt"), /^T2 not run/);
    }));

  it("has the twin's transcript also where that was performed by itself", () =>
    withFolder(async (folder) => {
      const twin: Check = { ...check, id: "T0" };
      const blocked: Check = { ...check, id: "T2", expect: { kind: "blocked", bodies: ["server"], twin: "T0" } };
      const { reader } = fakeCluster({});
      const bundles = new FailureBundles({ reader, folder: join(folder, "bundles"), say: () => undefined });
      const given = accessWith({ podAnnotations: () => Promise.reject(new Error('pods "server" not found')) });
      const one = async (alone: Check, of?: Check) => {
        const recording = bundles.record([alone]);
        const options = { limits: once, twin: of, performTwin: () => one(twin), watcher: recording };
        return bundles.settleOne(alone, of, await performCheck(alone, recording.access(given), options));
      };
      const { verdict } = await one(blocked, twin);
      assert.equal(verdict, "not run");
      assert.deepEqual(readdirSync(join(folder, "bundles")).toSorted(), ["T0", "T2"]);
      assert.match(read(folder, "T2", "transcript-of-its-twin.txt"), /T0, attempt 1/);
    }));

  it("that cannot be written changes no verdict, and says why", () =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, "bundles"), "in the way");
      const { result, raw, said } = await settled(folder, () => late);
      assert.deepEqual(result, raw);
      assert.match(said.join("\n"), /^T1: there is no bundle: .*(EEXIST|ENOTDIR)/);
    }));

  it("of an experiment is one for all its checks that did not pass, about the one that failed first", () =>
    withFolder(async (folder) => {
      const { reader } = fakeCluster(sound);
      const bundles = new FailureBundles({ reader, folder: join(folder, "bundles"), say: () => undefined });
      const recording = bundles.record(experiment);
      const lab = { ...fakeLab({ end: "Failed" }), limits, say: () => undefined, watcher: recording };
      const results = await bundles.settle(
        experiment,
        undefined,
        await performExperiment(experiment, { ...lab, access: recording.access(lab.access) }),
      );
      assert.deepEqual(
        results.map(({ verdict, bundle }) => [verdict, bundle?.split("/").at(-1)]),
        [
          ["passed", undefined],
          ["failed", "V5-V6-V7-V8"],
          ["not run", "V5-V6-V7-V8"],
          ["not run", "V5-V6-V7-V8"],
        ],
      );
      assert.match(results[1]?.causes?.[0] ?? "", /no other node takes it/);
      assert.deepEqual(readdirSync(join(folder, "bundles")), ["V5-V6-V7-V8"]);
      await bundles.settle(
        experiment,
        undefined,
        experiment.map((one) => ({ ...notRun(one, ""), verdict: "passed" as const })),
      );
      assert.deepEqual(readdirSync(join(folder, "bundles")), []);
    }));

  it("is kept by the result on disk", () =>
    withFolder(async (folder) => {
      const { result } = await settled(folder, () => late);
      writeResult(folder, result);
      const { bundle, causes } = readResult(folder, "T1") ?? {};
      assert.deepEqual([bundle, causes], [result.bundle, result.causes]);
    }));
});
