import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readClusterRecord, writeClusterRecord } from "../../components/clusters/cluster-record.ts";
import type { ClusterRequest } from "../../components/clusters/lifecycle/request.ts";
import type { RunResult } from "../../components/processes.ts";
import { kind as kindVersions } from "../../components/versions.ts";
import { Lab, readText, said, simulatedSettings } from "../support/engine.ts";
import { makeOrRemove } from "../support/engine-cluster.ts";
import { containerId, FakeDocker } from "../support/engine-docker.ts";
import { kindOrSkip } from "../support/kind-tool.ts";
import { kindRequest } from "../support/kind-request.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

const name = "two-tenants";
const theirs = {
  id: containerId("theirs"),
  name: "other-control-plane",
  cluster: "other",
  created: "2024-02-03T10:00:00Z",
};
const namesake = { ...theirs, id: containerId("namesake"), name: `${name}-control-plane`, cluster: name };
describe("kind itself, with a stand-in for docker that cannot start containers", function () {
  this.timeout(300_000);
  let lab: Lab;
  let docker: FakeDocker;
  let directory: string;
  let userKubeconfig: string;

  before(async function () {
    await kindOrSkip(this);
  });
  beforeEach(async () => {
    lab = await Lab.make("kind");
    docker = new FakeDocker(lab.temporary);
    docker.addContainers(theirs);
    directory = join(lab.temporary, "cluster");
    mkdirSync(join(lab.home, ".kube"));
    userKubeconfig = join(lab.home, ".kube", "config");
    writeFileSync(userKubeconfig, "apiVersion: v1\nkind: Config\ncurrent-context: mine\n");
  });
  afterEach(async () => {
    try {
      assert.equal(readText(userKubeconfig), "apiVersion: v1\nkind: Config\ncurrent-context: mine\n");
      assert.deepEqual(readdirSync(join(lab.home, ".kube")), ["config"]);
      assert.ok(docker.containerNames().includes(theirs.name), "the container of another cluster is still there");
      assert.deepEqual(
        docker.calls("rm").filter((call) => call.includes("other")),
        [],
      );
    } finally {
      await Lab.disposeAll();
    }
  });

  function lifecycle(action: "create" | "delete", changes: Partial<ClusterRequest> = {}): Promise<RunResult> {
    const request = kindRequest(name, directory, changes);
    return makeOrRemove(action, JSON.stringify(request), lab.environment(docker.environment));
  }

  it("a creation that fails ends with kind's own reason and leaves no container, record and kubeconfig", async () => {
    const result = await lifecycle("create");
    assert.equal(result.status, 1);
    assert.equal(result.stdout, "");
    assert.match(
      result.stderr,
      new RegExp(`kind create cluster --name ${name} failed: .*the stand-in cannot start containers`),
    );
    assert.doesNotMatch(result.stderr, /^\s+at .*:\d+:\d+\)?$/m);
    // kind took the configuration: it came as far as starting a node for each entry, with the image and labels it asks for.
    const started = docker.calls("run").map((call) => /--name (\S+)/.exec(call)?.[1]);
    assert.ok(started.length > 0 && started.every((node) => node?.startsWith(`${name}-`)), started.join(", "));
    assert.ok(docker.calls("run").every((call) => call.endsWith(kindVersions.nodeImage)));
    const removed = docker
      .calls("rm")
      .flatMap((call) => call.split(" ").slice(1))
      .filter((word) => !word.startsWith("-"));
    assert.ok(removed.length > 0 && removed.every((node) => node.startsWith(`${name}-`)), removed.join(", "));
    assert.deepEqual(docker.containerNames(), [theirs.name]);
    assert.ok(docker.calls("network create").length > 0, "kind has made its network");
    assert.deepEqual([docker.networkNames(), docker.volumeCount], [[], 0]);
    assert.equal(readClusterRecord(directory), undefined);
    assert.equal(existsSync(join(directory, "kubeconfig")), false);
  });

  it("a configuration that kind does not take is refused by kind, before any container", async () => {
    const result = await lifecycle("create", {
      config: kindRequest(name, directory).config.replace("role: worker", "role: queen"),
    });
    assert.equal(result.status, 1);
    assert.match(result.stderr, /failed: .*queen/);
    assert.doesNotMatch(result.stderr, /cannot start containers/);
    assert.deepEqual(docker.calls("run"), []);
    assert.equal(readClusterRecord(directory), undefined);
  });

  it("a cluster of that name that the stack did not make is refused by create and left alone", async () => {
    docker.addContainers(namesake);
    const result = await lifecycle("create");
    assert.equal(result.status, 1);
    assert.match(
      result.stderr,
      new RegExp(`a kind cluster ${name} exists and this stack did not make it.*lab:clusterName`),
    );
    assert.deepEqual([...docker.calls("run"), ...docker.calls("rm")], []);
    assert.equal(readClusterRecord(directory), undefined);
  });

  it("it is left alone by delete, with no record and with one of a cluster that is gone", async () => {
    docker.addContainers(namesake);
    const without = await lifecycle("delete");
    assert.equal(without.status, 0);
    assert.match(without.stderr, /is not the one this stack made: it is left alone/);
    const record = { kind: "kind", name, incarnation: "one", createdAt: "2026-01-01T00:00:00Z" } as const;
    writeClusterRecord(directory, { ...record, phase: "ready", containers: [containerId("gone")] });
    const withRecord = await lifecycle("delete");
    assert.match(withRecord.stderr, /left alone/);
    // It is older than this creation, so it cannot be what an interrupted run left.
    writeClusterRecord(directory, { ...record, phase: "creating", containers: [] });
    assert.match((await lifecycle("delete")).stderr, /left alone/);
    assert.deepEqual(docker.calls("rm"), []);
    assert.deepEqual(docker.containerNames(), [theirs.name, namesake.name].toSorted());
  });

  it("the stack's own cluster is removed, and no other", async () => {
    docker.addContainers(namesake);
    const record = { kind: "kind", name, incarnation: "one", createdAt: "2024-01-01T00:00:00Z" } as const;
    writeClusterRecord(directory, { ...record, phase: "ready", containers: [namesake.id] });
    const result = await lifecycle("delete");
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(docker.containerNames(), [theirs.name]);
    assert.equal(existsSync(directory), false);
  });

  it("what an interrupted creation left is removed before the next try", async () => {
    docker.addContainers({ ...namesake, created: "2026-01-01T00:00:05Z" });
    const record = { kind: "kind", name, incarnation: "old", createdAt: "2026-01-01T00:00:00Z" } as const;
    writeClusterRecord(directory, { ...record, phase: "creating", containers: [] });
    const result = await lifecycle("create");
    assert.match(result.stderr, /removing what an earlier run left/);
    assert.match(result.stderr, /the stand-in cannot start containers/);
    assert.deepEqual(docker.containerNames(), [theirs.name]);
  });

  it("up refuses a cluster of that name before anything of the stack is made", async function () {
    const upstream = await upstreamOrSkip(this);
    docker.addContainers(namesake);
    await lab.init({ ...simulatedSettings(upstream), scenario: "overlay", cluster: "kind", clusterName: name });
    const result = await lab.pulumi(["up", "--yes", "--skip-preview"], { environment: docker.environment });
    assert.notEqual(result.status, 0);
    assert.match(said(result), new RegExp(`a kind cluster ${name} exists and this stack did not make it`));
    assert.deepEqual(await lab.made(), []);
    assert.deepEqual([...docker.calls("run"), ...docker.calls("rm")], []);
    assert.equal(existsSync(lab.directory), false);
  });
});
