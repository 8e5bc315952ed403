import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { locatePulumi } from "../../components/tools/index.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { FabricLab } from "../support/fabric/lab.ts";
import { checkTimes } from "../support/fabric/check-times.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

describe("npm run up of udn-pods on a cluster with packets", function () {
  this.timeout(400_000);
  let fabric: FabricLab | undefined;
  let lab: Lab;
  let upstream: Upstream;
  eachBuildsOnTheLast();

  before(async function () {
    upstream = await upstreamOrSkip(this);
    const pulumi = await locatePulumi({ projectDirectory });
    if (pulumi.path === undefined) {
      process.stdout.write(`    skipped: ${pulumi.reasons.join("; ")}\n`);
      this.skip();
    }
    lab = await Lab.make("packets");
    fabric = await FabricLab.start("udn-pods", upstream);
    await fabric.define();
  });
  after(async () => {
    await Lab.disposeAll();
    await fabric?.stop();
  });

  it("ends with every check passed", async () => {
    assert.ok(fabric);
    const { cluster, scenario } = fabric;
    await lab.init({
      ...simulatedSettings(upstream),
      scenario: "udn-pods",
      cluster: "existing",
      kubeconfig: cluster.kubeconfig,
      context: cluster.config.getCurrentContext(),
      platform: "present",
    });
    const up = await fabric.follow(lab.command("up", [], {}, "udn-pods"), 300);
    succeeded(up);
    const { checks } = await lab.outputs<{ checks: CheckResult[] }>();
    assert.deepEqual(
      checks.map(({ id, verdict }) => [id, verdict]),
      scenario.checks.map(({ id }) => [id, "passed"]),
    );
    assert.match(said(up), new RegExp(`Checks: ${checks.length} passed, 0 failed, 0 not run`));
    const times = checkTimes(lab.directory, scenario.checks, checks);
    process.stdout.write(
      `      checks ran for ${times.running.toFixed(1)} s, their slowest chain ${times.slowestChain.toFixed(1)} s\n`,
    );
    const file = process.env["CHECK_TIMES_FILE"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(times));
  });

  it("has no change afterwards", async () => {
    succeeded(await lab.command("preview", ["--expect-no-changes"], {}, "udn-pods"));
  });

  it("is destroyed from the cluster", async () => {
    assert.ok(fabric);
    succeeded(await fabric.follow(lab.command("destroy", [], {}, "udn-pods"), 200));
    assert.equal(fabric.fabric.pods.length, 0);
  });
});
