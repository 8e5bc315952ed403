import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { eachBuildsOnTheLast, Lab, simulatedSettings, succeeded } from "../support/engine.ts";
import { FakeDocker } from "../support/engine-docker.ts";
import { kindOrSkip } from "../support/kind-tool.ts";
import { HostCluster } from "../support/host-cluster.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

describe("a stack on kind whose etcd is in memory, with a stand-in for docker, and a simulated cluster's API for that of its nodes", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let docker: FakeDocker;
  let nodes: HostCluster | undefined;

  before(async function () {
    await kindOrSkip(this);
    const upstream = await upstreamOrSkip(this);
    lab = await Lab.make("kindmemory");
    docker = new FakeDocker(lab.temporary);
    docker.set({ runs: true });
    nodes = await emptyApi();
    await lab.init({ ...simulatedSettings(upstream), scenario: "overlay", cluster: "kind", step: "networks" });
  });
  after(async () => {
    try {
      // With the engine that its cluster is on.
      await pulumi("destroy", "--yes", "--remove");
      await Lab.disposeAll();
    } finally {
      await nodes?.remove();
    }
  });

  /** What answers for the API of the nodes from now on. */
  async function emptyApi(): Promise<HostCluster> {
    const made = new HostCluster(`ovn-${lab.stack}`, lab.environment());
    await made.make();
    const { port } = new URL(made.config.getCurrentCluster()?.server ?? "");
    docker.set({ apiPort: Number(port), adminKubeconfig: made.inlineKubeconfig });
    return made;
  }
  const pulumi = (...words: string[]) => lab.pulumi(words, { environment: docker.environment });
  const warnings = async (): Promise<string> => {
    const { stdout } = succeeded(await pulumi("preview", "--json"));
    const { diagnostics = [] } = JSON.parse(stdout) as { diagnostics?: { severity: string; message: string }[] };
    const about = diagnostics.filter(
      ({ severity, message }) => severity === "warning" && message.includes("cluster ovn-"),
    );
    return about.map(({ message }) => message.trim().replace(/^warning: /, "")).join("\n");
  };

  it("comes up, and needs no change after that", async () => {
    succeeded(await pulumi("up", "--yes", "--skip-preview"));
    assert.equal(lab.record?.etcd, "memory");
    assert.notEqual(lab.record.uid, undefined);
    succeeded(await pulumi("preview", "--expect-no-changes"));
  });

  it("is said to be lost when its containers are stopped, and no command is promised to bring it back", async () => {
    docker.restart({ running: false });
    await nodes?.remove();
    nodes = undefined;
    assert.equal(
      await warnings(),
      `the kind cluster ovn-${lab.stack} is stopped, and its state, which etcd had in memory, is lost with that; it will be made anew by npm run up (with lab:etcd disk, a cluster survives it)`,
    );
  });

  it("is said to be empty when they run again, and up makes it anew", async () => {
    docker.restart({ running: true });
    nodes = await emptyApi();
    // Address and credentials are those of before after a restart.
    writeFileSync(lab.access.kubeconfig, nodes.inlineKubeconfig);
    assert.match(await warnings(), /was stopped in the meantime and is empty.*it will be made anew/);
    const before = lab.record;
    succeeded(await pulumi("up", "--yes", "--skip-preview"));
    assert.equal(lab.record?.phase, "ready");
    assert.notEqual(lab.record.incarnation, before?.incarnation);
    assert.notEqual(lab.record.uid, before?.uid);
    succeeded(await pulumi("preview", "--expect-no-changes"));
  });
});
