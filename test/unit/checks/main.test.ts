import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readResult } from "../../../components/checks/result-files.ts";
import type { CheckResult } from "../../../components/checks/verdict.ts";
import { runNode, withAnswers, writeKubeconfig } from "../support.ts";
import { podObject, podsPath } from "./bundle/fake-cluster.ts";
import { experiment } from "./live-migration/fake-lab.ts";
import { about, request } from "./support.ts";

let results = "";
const runCheck = (value: object) =>
  runNode(["--import", "tsx", "components/checks/main.ts"], { CHECK_REQUEST: JSON.stringify({ ...value, results }) });

describe("the process of a check", function () {
  this.timeout(30_000);
  beforeEach(async () => {
    results = join(await mkdtemp(join(tmpdir(), "labs-results-")), "results");
  });
  afterEach(() => rm(dirname(results), { recursive: true, force: true }));

  it("reports a check that the cluster cannot run as not run, as JSON, and succeeds", async () => {
    const { status, stdout, stderr } = await runCheck({
      ...request,
      notRunBecause: "simulated nodes carry no packets",
    });
    assert.deepEqual(
      { status, stdout: JSON.parse(stdout) as unknown, stderr },
      {
        status: 0,
        stdout: {
          ...about,
          observed: "simulated nodes carry no packets",
          verdict: "not run",
          attempts: 0,
          seconds: 0,
          repeat: "",
        },
        stderr:
          "T1 not run: the client reaches the server; expected reachable, body server; observed simulated nodes carry no packets\n",
      },
    );
  });

  it("reports all checks of an experiment as a list, one alone too", async () => {
    for (const checks of [experiment, experiment.slice(0, 1)]) {
      const { status, stdout } = await runCheck({ ...request, checks, notRunBecause: "no packets" });
      const printed = JSON.parse(stdout) as { id: string; verdict: string }[];
      assert.equal(status, 0);
      assert.deepEqual(
        printed.map(({ id, verdict }) => [id, verdict]),
        checks.map(({ id }) => [id, "not run"]),
      );
      for (const { id } of checks) assert.equal(readResult(results, id)?.verdict, "not run");
    }
  });

  it("fails and reports nothing when its kubeconfig is not there", async () => {
    const { status, stdout, stderr } = await runCheck({ ...request, kubeconfig: "/no/such/kubeconfig" });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.match(stderr, /the kubeconfig \/no\/such\/kubeconfig cannot be read: ENOENT/);
    const result = readResult(results, "T1");
    assert.equal(result?.verdict, "not run");
    assert.match(result.observed, /cannot be read: ENOENT/);
  });

  it("fails and reports nothing when its request is wrong", async () => {
    const { status, stdout } = await runCheck({ ...request, checks: [null] });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
  });

  it("leaves a bundle beside the results when the check does not pass, and names it with the three causes", async () => {
    const folder = join(dirname(results), "bundles", "T1");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "of-an-earlier-run"), "");
    await withAnswers(
      (asked, response) => {
        response.setHeader("content-type", "application/json");
        const client = podObject("blue", "client", {
          phase: "Pending",
          ready: false,
          waiting: { reason: "ImagePullBackOff" },
        });
        const isList = asked.url === podsPath("blue");
        if (!isList) response.statusCode = 404;
        response.end(JSON.stringify(isList ? { items: [client] } : { message: `there is no ${asked.url ?? ""}` }));
      },
      async (url) => {
        const kubeconfig = join(dirname(results), "kubeconfig");
        await writeKubeconfig(kubeconfig, url);
        const { status, stdout, stderr } = await runCheck({ ...request, kubeconfig, timeout: 0.1 });
        assert.equal(status, 1, stderr);
        const { bundle, causes, observed } = JSON.parse(stdout) as CheckResult;
        assert.match(observed, /there is no .*server/);
        assert.equal(bundle, folder);
        assert.equal(causes?.length, 3);
        assert.match(
          causes.slice(0, 2).join("\n"),
          /^there is no pod yellow\/server: .*\npod blue\/client is not running but Pending/,
        );
        for (const words of [folder, ...causes.map((cause, i) => `  ${i + 1}. ${cause}`)])
          assert.ok(stderr.includes(words), stderr);
        const { at, ...kept } = readResult(results, "T1") ?? {};
        assert.deepEqual(kept, JSON.parse(stdout));
        assert.ok(at !== undefined);
        assert.match(await readFile(join(folder, "README.txt"), "utf8"), /^T1 not run/);
        assert.equal((await stat(folder)).mode & 0o777, 0o700);
        assert.equal(existsSync(join(folder, "of-an-earlier-run")), false);
      },
    );
  });

  it("removes the bundle of an earlier run, and leaves none where the cluster cannot run the check", async () => {
    const folder = join(dirname(results), "bundles", "T1");
    await mkdir(folder, { recursive: true });
    await runCheck({ ...request, notRunBecause: "simulated nodes carry no packets" });
    assert.equal(existsSync(folder), false);
  });
});
