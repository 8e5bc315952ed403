import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { stackDirectory } from "../../components/clusters/stack-files.ts";
import { run, type RunResult } from "../../components/processes.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { FabricLab } from "../support/fabric/lab.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

const stack = `fabric-${process.pid}-${Date.now()}`;
const settingsFile = join(projectDirectory, "stacks", `Pulumi.${stack}.yaml`);
const directory = stackDirectory(projectDirectory, stack);

describe("npm run recheck on a lab with packets", function () {
  this.timeout(120_000);
  let lab: FabricLab | undefined;

  before(async function () {
    lab = await FabricLab.start("overlay", await upstreamOrSkip(this));
    await lab.build();
    const settings = {
      scenario: "overlay",
      cluster: "existing",
      kubeconfig: lab.cluster.kubeconfig,
      context: lab.cluster.config.getCurrentContext(),
      platform: "present",
      checkTimeout: "2",
    };
    const config = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`lab:${name}`, value]));
    writeFileSync(settingsFile, stringify({ config }));
  });
  after(async () => {
    rmSync(settingsFile, { force: true });
    rmSync(directory, { recursive: true, force: true });
    await lab?.stop();
  });

  const recheck = (...words: string[]): Promise<RunResult> =>
    run(process.execPath, ["stacks/commands/bootstrap.mjs", "recheck", "overlay", "--stack", stack, ...words]);
  const resultsIn = (text: string): CheckResult[] => JSON.parse(text) as CheckResult[];

  it("exits with 0 when all pass, and leaves results, JUnit XML and a report", async () => {
    const { status, stdout, stderr } = await recheck();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Checks: 2 passed, 0 failed, 0 not run\n/);
    const kept = readdirSync(directory).toSorted();
    assert.deepEqual(kept, ["junit.xml", "report.html", "results", "results.json"]);
    assert.match(
      readFileSync(join(directory, "report.html"), "utf8"),
      /the client reaches the server of its own tenant/,
    );
  });

  it("exits with 1 when one fails, with its causes, and a bundle that has the probe's words", async () => {
    const server = lab?.fabric.pod("tenantblue", "blue-server");
    await server?.end();
    const { status, stderr } = await recheck();
    server?.start();
    assert.equal(status, 1, stderr);
    const { results } = JSON.parse(readFileSync(join(directory, "results.json"), "utf8")) as {
      results: (CheckResult & { causes?: string[]; bundle?: string })[];
    };
    assert.deepEqual(
      results.map(({ id, verdict }) => [id, verdict]),
      [
        ["O1", "failed"],
        ["O2", "passed"],
      ],
    );
    const [failed] = results;
    assert.equal(failed?.causes?.length, 3);
    assert.match(failed.causes[0] ?? "", /its server is down/);
    const bundle = join(projectDirectory, failed.bundle ?? "");
    const files = readdirSync(bundle, { recursive: true }).map(String);
    const transcript = files.find((name) => /transcript/.test(name)) ?? "";
    assert.match(readFileSync(join(bundle, transcript), "utf8"), /curl .*:9000\/hostname[^]*Connection refused/);
    assert.equal(statSync(join(bundle, transcript)).mode & 0o077, 0);
  });

  it("chooses checks by a filter, and takes a bundle away when its check passes", async () => {
    const { status, stdout } = await recheck("--filter", "^O1", "--json");
    assert.equal(status, 0);
    assert.deepEqual(
      resultsIn(stdout).map(({ id, verdict }) => [id, verdict]),
      [["O1", "passed"]],
    );
    assert.equal(existsSync(join(directory, "bundles", "O1")), false);
  });
});
