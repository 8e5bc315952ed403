import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesObjectApi } from "@kubernetes/client-node";
import { readClusterRecord } from "../../components/clusters/cluster-record.ts";
import { clusterNodes } from "../../components/clusters/nodes.ts";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import type { RunResult } from "../../components/processes.ts";
import { locateTool } from "../../components/tools/index.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { Lab, readText } from "../support/engine.ts";
import { makeOrRemove } from "../support/engine-cluster.ts";
import { containerId, FakeDocker } from "../support/engine-docker.ts";
import { kindRequest } from "../support/kind-request.ts";

const names = { one: "first", two: "second" };
const theirs = {
  id: containerId("theirs"),
  name: "other-control-plane",
  cluster: "other",
  created: "2024-02-03T10:00:00Z",
  network: "kind",
};

describe("whole clusters of kind itself, with a stand-in for docker that keeps things, and a real API server", function () {
  this.timeout(300_000);
  let lab: Lab;
  let docker: FakeDocker;
  let api: ApiServer;

  before(async function () {
    const [kind, server] = [await locateTool("kind"), await locateTool("kube-apiserver")];
    const missing = [kind, server].find(({ path }) => path === undefined);
    if (missing?.path === undefined && missing) {
      process.stdout.write(`    skipped: ${missing.reasons.join("; ")}\n`);
      this.skip();
    }
    api = await startApiServer();
    const objects = KubernetesObjectApi.makeApiClient(api.config);
    for (const cluster of Object.values(names))
      for (const { name } of clusterNodes(cluster, 1))
        await objects.create({ apiVersion: "v1", kind: "Node", metadata: { name } });
  });
  after(() => api.stop());
  beforeEach(async () => {
    lab = await Lab.make("whole");
    docker = new FakeDocker(lab.temporary);
    docker.set({ runs: true, apiPort: Number(new URL(api.url).port), adminKubeconfig: readText(api.kubeconfig) });
    mkdirSync(join(lab.temporary, "stacks"));
  });
  afterEach(() => Lab.disposeAll());

  const directoryOf = (stack: keyof typeof names): string => join(lab.temporary, "stacks", stack);
  const lifecycle = (action: "create" | "delete", stack: keyof typeof names): Promise<RunResult> =>
    makeOrRemove(
      action,
      JSON.stringify(kindRequest(names[stack], directoryOf(stack))),
      lab.environment(docker.environment),
    );
  const succeeds = async (action: "create" | "delete", stack: keyof typeof names): Promise<RunResult> => {
    const result = await lifecycle(action, stack);
    assert.equal(result.status, 0, result.stderr);
    return result;
  };
  const all = () => [docker.containerNames(), docker.networkNames(), docker.volumeCount, readdirSync(lab.home)];

  it("one is made, answers, and is noted with its containers and the network that it brought", async () => {
    const { stdout } = await succeeds("create", "one");
    const directory = directoryOf("one");
    assert.equal(stdout, readText(join(directory, "kubeconfig")));
    assert.ok("version" in (await probeApi({ kubeconfig: join(directory, "kubeconfig") })));
    const { phase, containers = [], network } = readClusterRecord(directory) ?? {};
    assert.deepEqual([phase, containers.toSorted()], ["ready", docker.containers.map(({ id }) => id).toSorted()]);
    assert.deepEqual(network, { engine: "docker", name: "kind", id: docker.networks[0]?.id });
    assert.ok(docker.volumeCount > 0);
  });

  it("nothing is left after its deletion: no container, network, volume, file", async () => {
    const before = all();
    await succeeds("create", "one");
    assert.notDeepEqual(all(), before);
    const { stderr } = await succeeds("delete", "one");
    assert.match(stderr, /^docker network rm kind$/m);
    assert.deepEqual(all(), before);
    assert.equal(existsSync(directoryOf("one")), false);
  });

  it("nothing is left after a creation that fails when the nodes run already", async () => {
    const before = all();
    docker.set({ failing: "kubeadm join" });
    const { status, stderr } = await lifecycle("create", "one");
    assert.equal(status, 1);
    assert.match(stderr, /the stand-in fails at kubeadm join/);
    assert.deepEqual(docker.calls("run").length, 2);
    assert.deepEqual(all(), before);
    assert.equal(readClusterRecord(directoryOf("one")), undefined);
  });

  it("a network that was there before stays, as it was", async () => {
    const theirNetwork = docker.addNetwork("kind");
    await succeeds("create", "one");
    assert.equal(readClusterRecord(directoryOf("one"))?.network, undefined);
    await succeeds("delete", "one");
    assert.deepEqual(docker.networks, [theirNetwork]);
    assert.deepEqual(docker.calls("network rm"), []);
  });

  for (const running of [true, false])
    it(`a network with somebody else's ${running ? "running" : "stopped"} container stays, and a line names it`, async () => {
      await succeeds("create", "one");
      docker.addContainers({ ...theirs, running });
      const { stderr } = await succeeds("delete", "one");
      assert.match(stderr, /^docker's network kind stays: in use by other-control-plane$/m);
      assert.deepEqual(docker.containerNames(), [theirs.name]);
      assert.deepEqual(docker.networkNames(), ["kind"]);
    });

  it("the network of two goes with the one that ends last, whichever brought it", async () => {
    await succeeds("create", "one");
    await succeeds("create", "two");
    const network = { engine: "docker", name: "kind", id: docker.networks[0]?.id };
    assert.deepEqual(readClusterRecord(directoryOf("two"))?.network, network);
    const { stderr } = await succeeds("delete", "one");
    assert.match(stderr, /^docker's network kind stays: stack two uses it too, and removes it$/m);
    assert.deepEqual(docker.networkNames(), ["kind"]);
    await succeeds("delete", "two");
    assert.deepEqual([docker.networkNames(), docker.containerNames()], [[], []]);
  });

  it("two that come and go at the same time leave nothing", async () => {
    const before = all();
    await Promise.all([succeeds("create", "one"), succeeds("create", "two")]);
    assert.equal(docker.containers.length, 4);
    await Promise.all([succeeds("delete", "one"), succeeds("delete", "two")]);
    assert.deepEqual(all(), before);
  });

  it("containers that are not to be removed keep their record, and the next deletion takes all", async () => {
    await succeeds("create", "one");
    docker.set({ failing: "rm -f" });
    const { status } = await lifecycle("delete", "one");
    assert.equal(status, 1);
    assert.equal(readClusterRecord(directoryOf("one"))?.phase, "ready");
    docker.set({ failing: "" });
    await succeeds("delete", "one");
    assert.deepEqual([docker.containerNames(), docker.networkNames(), docker.volumeCount], [[], [], 0]);
  });

  it("a network that cannot be removed is said with the command for it, and the deletion succeeds", async () => {
    await succeeds("create", "one");
    docker.set({ failing: "network rm" });
    const { stderr } = await succeeds("delete", "one");
    assert.match(stderr, /docker's network kind may be left \(.*\); remove it with: docker network rm kind$/m);
    assert.equal(existsSync(directoryOf("one")), false);
  });

  it("a user's own kubeconfig is as it was", async () => {
    mkdirSync(join(lab.home, ".kube"));
    writeFileSync(join(lab.home, ".kube", "config"), "apiVersion: v1\nkind: Config\ncurrent-context: mine\n");
    await succeeds("create", "one");
    await succeeds("delete", "one");
    assert.deepEqual(readdirSync(join(lab.home, ".kube")), ["config"]);
    assert.match(
      readText(join(lab.home, ".kube", "config")),
      /^apiVersion: v1\nkind: Config\ncurrent-context: mine\n$/,
    );
  });
});
