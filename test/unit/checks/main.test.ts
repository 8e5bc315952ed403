import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readResult } from "../../../components/checks/result-files.ts";
import { runNode } from "../support.ts";
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
});
