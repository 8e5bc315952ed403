import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CoreV1Api } from "@kubernetes/client-node";
import { projectDirectory } from "../../stacks/commands/project.ts";
import {
  eachBuildsOnTheLast,
  Lab,
  type Preview,
  readText,
  said,
  simulatedSettings,
  succeeded,
} from "../support/engine.ts";
import { FakeDocker } from "../support/engine-docker.ts";
import { kindOrSkip } from "../support/kind-tool.ts";
import { HostCluster } from "../support/host-cluster.ts";
import { compareInventories, type HostInventory, ofOtherStacks, takeInventory } from "../support/host-inventory.ts";
import { closedPort } from "../support/ports.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

describe("a stack on kind itself, with a stand-in for docker, and a simulated cluster's API for that of its nodes", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let docker: FakeDocker;
  let nodes: HostCluster;
  let untouched: HostInventory;
  let kubeconfig: string;

  before(async function () {
    await kindOrSkip(this);
    const upstream = await upstreamOrSkip(this);
    lab = await Lab.make("kindlab");
    docker = new FakeDocker(lab.temporary);
    nodes = new HostCluster(`ovn-${lab.stack}`, lab.environment());
    await nodes.make();
    const { port } = new URL(nodes.config.getCurrentCluster()?.server ?? "");
    docker.set({ runs: true, apiPort: Number(port), adminKubeconfig: nodes.inlineKubeconfig });
    kubeconfig = join(lab.directory, "kubeconfig");
    await lab.init({
      ...simulatedSettings(upstream),
      scenario: "overlay",
      cluster: "kind",
      step: "networks",
      etcd: "disk",
    });
    untouched = await inventory();
  });
  after(async () => {
    try {
      // With the engine that its cluster is on; after a failure alone there is something.
      docker.set({ down: false });
      await pulumi("destroy", "--yes", "--remove");
      await Lab.disposeAll();
    } finally {
      await (nodes as HostCluster | undefined)?.remove();
    }
  });

  const inventory = (): Promise<HostInventory> =>
    takeInventory({
      folders: { project: projectDirectory, home: lab.home, temporary: lab.temporary },
      marks: [lab.stack, lab.home],
      environment: lab.environment(docker.environment),
      ignored: [/^temporary\/(tsx-\d+|docker)\//, ofOtherStacks([lab.stack])],
    });
  const pulumi = (...words: string[]) => lab.pulumi(words, { environment: docker.environment });
  const preview = async (): Promise<Preview> =>
    JSON.parse(succeeded(await pulumi("preview", "--json")).stdout) as Preview;
  const warnings = ({ diagnostics = [] }: Preview): string[] =>
    diagnostics
      .filter(({ severity, message }) => severity === "warning" && message.includes("cluster ovn-"))
      .map(({ message }) => message.trim().replace(/^warning: /, ""));
  /** The port of a control plane's node that does not run is closed. */
  async function withoutApi(look: () => Promise<void>): Promise<void> {
    const text = readText(kubeconfig);
    const copies = (): string[] => readdirSync(lab.temporary).filter((name) => name.startsWith("kubeconfig"));
    const before = copies();
    writeFileSync(kubeconfig, text.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${await closedPort()}`));
    try {
      await look();
    } finally {
      writeFileSync(kubeconfig, text);
      // No cluster has that port, so these are this test's own.
      for (const name of copies()) if (!before.includes(name)) rmSync(join(lab.temporary, name));
    }
  }

  it("comes up, and needs no change after that", async () => {
    succeeded(await pulumi("up", "--yes", "--skip-preview"));
    assert.deepEqual([docker.containers.length, docker.networkNames()], [3, ["kind"]]);
    succeeded(await pulumi("preview", "--expect-no-changes"));
    // As the stand-in's nodes say that the engine asks.
    const dns = await nodes.config
      .makeApiClient(CoreV1Api)
      .readNamespacedConfigMap({ name: "coredns", namespace: "kube-system" });
    assert.match(dns.data?.["Corefile"] ?? "", /forward \. 192\.0\.2\.53$/m);
  });

  it("needs no change when the engine was restarted and its containers have other addresses", async () => {
    const addresses = docker.containers.map(({ address }) => address);
    const ids = docker.containers.map(({ id }) => id);
    docker.restart({ running: true });
    assert.ok(docker.containers.every(({ address }) => !addresses.includes(address)));
    succeeded(await pulumi("preview", "--expect-no-changes"));
    succeeded(await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes"));
    succeeded(await pulumi("refresh", "--yes", "--expect-no-changes"));
    assert.deepEqual(
      docker.containers.map(({ id }) => id),
      ids,
    );
  });

  it("is said to be stopped while its containers are, with the command that brings it back, and it does", async () => {
    docker.restart({ running: false });
    await withoutApi(async () => {
      const names = docker.containerNames().join(" ");
      assert.deepEqual(warnings(await preview()), [
        `the kind cluster ovn-${lab.stack} is stopped: docker start ${names} brings it back as it was; without that, it will be made anew by npm run up`,
      ]);
    });
    docker.restart({ running: true });
    succeeded(await pulumi("preview", "--expect-no-changes"));
  });

  it("is said to wait for an engine that does not answer, and up changes nothing then", async () => {
    docker.set({ down: true });
    const before = await lab.made();
    await withoutApi(async () => {
      const [sentence = "", ...more] = warnings(await preview());
      assert.match(
        sentence,
        /does not answer, for its container engine does not \(docker does not answer: .*start the engine/,
      );
      assert.deepEqual(more, []);
      const up = await pulumi("up", "--yes", "--skip-preview");
      assert.notEqual(up.status, 0);
      assert.match(said(up), /a kind cluster needs a container engine: docker does not answer/);
    });
    docker.set({ down: false });
    assert.deepEqual(
      (await lab.made()).map(({ urn }) => urn),
      before.map(({ urn }) => urn),
    );
    succeeded(await pulumi("preview", "--expect-no-changes"));
  });

  it("leaves nothing after destroy: no container, network, volume, process, file", async () => {
    assert.notDeepEqual(compareInventories(untouched, await inventory()), []);
    succeeded(await pulumi("destroy", "--yes"));
    assert.deepEqual(compareInventories(untouched, await inventory()), []);
    succeeded(await pulumi("stack", "rm", "--yes"));
  });
});
