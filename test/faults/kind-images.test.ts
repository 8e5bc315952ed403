import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterNodes } from "../../components/clusters/nodes.ts";
import { eachBuildsOnTheLast, Lab, type Preview, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { FakeDocker } from "../support/engine-docker.ts";
import { kindOrSkip } from "../support/kind-tool.ts";
import { HostCluster } from "../support/host-cluster.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

const ovn = "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu:release-1.3";
const multus = "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.1.3";
/** Of the pods, which run on workers. */
const agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.45";
const cache = "ovn-kubernetes-labs-cache-ghcr-io";
const caches = [cache, "ovn-kubernetes-labs-cache-registry-k8s-io"];

describe("images in the nodes of kind itself, with a stand-in for docker and a simulated cluster's API for that of its nodes", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let docker: FakeDocker;
  let api: HostCluster;
  let nodes: string[];

  before(async function () {
    await kindOrSkip(this);
    const upstream = await upstreamOrSkip(this);
    lab = await Lab.make("kindimages");
    docker = new FakeDocker(lab.temporary);
    api = new HostCluster(`ovn-${lab.stack}`, lab.environment());
    await api.make();
    nodes = clusterNodes(`ovn-${lab.stack}`, 2).map(({ name }) => name);
    const { port } = new URL(api.config.getCurrentCluster()?.server ?? "");
    docker.set({ runs: true, apiPort: Number(port), adminKubeconfig: api.inlineKubeconfig, unpullable: multus });
    const settings = { scenario: "overlay", cluster: "kind", step: "networks", imageCache: "on" };
    await lab.init({ ...simulatedSettings(upstream), ...settings });
  });
  after(async () => {
    try {
      // With the engine that its cluster is on; after a failure alone there is something.
      await pulumi("destroy", "--yes", "--remove");
      await Lab.disposeAll();
    } finally {
      await (api as HostCluster | undefined)?.remove();
    }
  });

  const pulumi = (...words: string[]) =>
    lab.pulumi(words, { environment: { ...docker.environment, OVN_LABS_CACHE: lab.environment()["OVN_LABS_CACHE"] } });
  /** What a preview would do, by the resource's name. */
  const changes = async (): Promise<Record<string, string>> => {
    const { steps } = JSON.parse(succeeded(await pulumi("preview", "--json")).stdout) as Preview;
    const changed = steps.filter(({ op }) => op !== "same" && op !== "read");
    return Object.fromEntries(changed.map(({ op, urn }) => [urn.split("::").at(-1) ?? "", op]));
  };

  it("a preview shows that they will be pulled", async () =>
    assert.equal((await changes())["node-images-pull"], "create"));

  it("are pulled while kind still makes the cluster, and one that no registry has is told and fails nothing", async () => {
    const up = succeeded(await pulumi("up", "--yes", "--skip-preview"));
    assert.deepEqual(
      nodes.map((node) => docker.imagesIn(node)),
      [[ovn], [ovn, agnhost], [ovn, agnhost]],
    );
    const calls = docker.calls("exec");
    const first = (part: string): number => calls.findIndex((call) => call.includes(part));
    // What this project does in the nodes itself comes after all that kind does.
    assert.ok(first(`crictl pull ${ovn}`) >= 0 && first(`crictl pull ${ovn}`) < first("sysctl -w"), calls.join("\n"));
    assert.match(
      said(up),
      /multus-cni:v4\.1\.3 was not pulled ahead on ovn-\S+, ovn-\S+, ovn-\S+ \(pulling image: .*not found\)/,
    );
    succeeded(await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes"));
  });

  it("come through a cache on the nodes' network, which each node's containerd knows", () => {
    assert.deepEqual(docker.containers.find(({ name }) => name === cache)?.network, "kind");
    for (const node of nodes)
      assert.match(
        docker.fileIn(node, "/etc/containerd/certs.d/ghcr.io/hosts.toml") ?? "",
        new RegExp(`http://${cache}:5000`),
      );
  });

  it("stand beside etcd in memory, as kind has it told to kubeadm", () =>
    assert.match(docker.fileIn(nodes[0] ?? "", "/kind/kubeadm.conf") ?? "", /^\s*dataDir: \/tmp\/etcd$/m));

  it("are those of all steps, so that a later step changes nothing of them", async () => {
    succeeded(await pulumi("config", "set", "lab:step", "workloads"));
    const operations = Object.values(await changes());
    assert.ok(operations.length > 0 && operations.every((op) => op === "create"), operations.join(", "));
    succeeded(await pulumi("config", "set", "lab:step", "networks"));
    assert.deepEqual(await changes(), {});
  });

  it("are loaded from archives, which makes no cluster anew", async () => {
    const folder = join(lab.temporary, "archives");
    mkdirSync(folder);
    // A list is an archive to the stand-in.
    writeFileSync(join(folder, "multus.tar"), `images:\n${multus}\n`);
    const { incarnation } = lab.record ?? {};
    succeeded(await pulumi("config", "set", "lab:imageArchives", folder));
    assert.deepEqual(await changes(), { "cluster-kind": "update", "node-images-pull": "update" });
    succeeded(await pulumi("up", "--yes", "--skip-preview"));
    for (const node of nodes) assert.ok(docker.imagesIn(node).includes(multus), node);
    assert.equal(lab.record?.incarnation, incarnation);
  });

  it("leave nothing but the cache after destroy, and the network that it was on goes too", async () => {
    succeeded(await pulumi("destroy", "--yes"));
    assert.deepEqual([docker.containerNames(), docker.volumeNames(), docker.networkNames()], [caches, caches, []]);
    assert.deepEqual(await lab.made(), []);
  });
});
