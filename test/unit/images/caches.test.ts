import assert from "node:assert/strict";
import { join } from "node:path";
import { cachedRegistries, cacheName, hostsFile, registryOf } from "../../../components/images/cache-names.ts";
import { removeCaches, startCaches } from "../../../components/images/lifecycle/caches.ts";
import { fillNodes } from "../../../components/images/lifecycle/fill-nodes.ts";
import { cleanAll } from "../../../stacks/commands/clean.ts";
import { containerId, type FakeContainer } from "../../support/engine-docker.ts";
import { controlPlane, withNodes, worker } from "./fake-nodes.ts";

const image = "registry.example/registry:3";
const quay = "ovn-kubernetes-labs-cache-quay-io";
const theirs: FakeContainer = {
  ...{ id: containerId("theirs"), name: quay, created: "2024-02-03T10:00:00Z", network: "kind" },
  labels: { owner: "somebody else" },
};

describe("a cache of images", function () {
  this.timeout(30_000);

  it("is one for each registry of the images, by the name that engines take for it", () => {
    assert.deepEqual(
      cachedRegistries([
        "quay.io/a/b:1",
        "postgres:16",
        "quay.io/c",
        "m.example:5000/d",
        "localhost:5000/e",
        "127.0.0.1:5000/f",
      ]),
      ["quay.io", "docker.io", "m.example:5000"],
    );
    assert.equal(registryOf("library/x"), "docker.io");
    assert.equal(cacheName("m.example:5000"), "ovn-kubernetes-labs-cache-m-example-5000");
  });

  it("is asked before its registry, which answers where the cache does not", () => {
    assert.equal(
      hostsFile("docker.io"),
      'server = "https://registry-1.docker.io"\n\n[host."http://ovn-kubernetes-labs-cache-docker-io:5000"]\n  capabilities = ["pull", "resolve"]\n',
    );
    assert.match(hostsFile("quay.io"), /^server = "https:\/\/quay\.io"$/m);
  });

  it("is started on the nodes' network with a volume, and every node is told of it before it pulls", () =>
    withNodes(async ({ docker, begin, start, request, say, said }) => {
      begin();
      start();
      const caches = { image, registries: ["quay.io"] };
      await fillNodes(request({ caches, images: [{ image: "quay.io/a:1", on: "all" }] }), say);
      assert.deepEqual(docker.calls("run"), [
        `run --detach --name ${quay} --network kind --restart unless-stopped --label ovn-kubernetes-labs.image-cache=quay.io ` +
          `--volume ${quay}:/var/lib/registry --env REGISTRY_PROXY_REMOTEURL=https://quay.io --env REGISTRY_PROXY_TTL=0 ${image}`,
      ]);
      for (const node of [controlPlane, worker]) {
        assert.equal(docker.fileIn(node, "/etc/containerd/certs.d/quay.io/hosts.toml"), hostsFile("quay.io"));
        const calls = docker.calls("exec").filter((call) => call.includes(` ${node} `));
        const [told, pulled] = ["hosts.toml", "crictl pull"].map((word) =>
          calls.findIndex((call) => call.includes(word)),
        );
        assert.ok(told !== undefined && pulled !== undefined && told >= 0 && told < pulled, calls.join("\n"));
      }
      assert.deepEqual(said, ["images pulled ahead: 2; there already: 0"]);
    }));

  it("stays as it is while it runs on that network, and is made anew with its volume when it does not", () =>
    withNodes(async ({ docker, start, say, said }) => {
      start();
      const caches = { image, registries: ["quay.io"] };
      await startCaches("docker", caches, say);
      await startCaches("docker", caches, say);
      assert.equal(docker.calls("run").length, 1);
      docker.addContainers(
        ...docker.containers.filter(({ name }) => name === quay).map((one) => ({ ...one, network: "none" })),
      );
      assert.deepEqual(await startCaches("docker", caches, say), ["quay.io"]);
      docker.restart({ running: false });
      assert.deepEqual(await startCaches("docker", caches, say), ["quay.io"]);
      assert.equal(docker.calls("run").length, 3);
      assert.deepEqual([docker.volumeNames(), docker.calls("volume"), said], [[quay], [], []]);
    }));

  it("is not one of somebody else's containers, which is left alone and told", () =>
    withNodes(async ({ docker, start, say, said }) => {
      start();
      docker.addContainers(theirs);
      assert.deepEqual(await startCaches("docker", { image, registries: ["quay.io", "ghcr.io"] }, say), ["ghcr.io"]);
      assert.deepEqual(said, [
        `images of quay.io are pulled without cache: a container ${quay} exists that this project did not make, so it is left alone`,
      ]);
      await removeCaches("docker", false);
      assert.deepEqual(
        docker.containers.find(({ name }) => name === quay),
        { running: true, ...theirs },
      );
      assert.deepEqual([...docker.calls("stop"), ...docker.calls("start")], []);
    }));

  it("that cannot be had is one sentence, and the lab goes on without it", () =>
    withNodes(async ({ docker, begin, start, request, say, said }) => {
      docker.set({ unpullable: "registry.example" });
      begin();
      start();
      const caches = { image, registries: ["quay.io"] };
      await fillNodes(request({ caches, images: [{ image: "quay.io/a:1", on: "all" }] }), say);
      assert.deepEqual(said, [
        `images of quay.io are pulled without cache: its container cannot be started (docker: Error response from daemon: manifest for ${image} not found)`,
        "images pulled ahead: 2; there already: 0",
      ]);
      assert.equal(docker.fileIn(worker, "/etc/containerd/certs.d/quay.io/hosts.toml"), undefined);
      docker.set({ unpullable: "", runs: false });
      await startCaches("docker", caches, say);
      assert.ok(!docker.containerNames().includes(quay), "a container that was made and did not start is gone");
    }));

  it("goes with its content when everything is cleaned, and with --dry-run is only named", () =>
    withNodes(async ({ docker, root, start, say }) => {
      start();
      await startCaches("docker", { image, registries: ["quay.io", "ghcr.io"] }, say);
      const names = ["ovn-kubernetes-labs-cache-ghcr-io", quay];
      const told: string[] = [];
      const places = {
        project: join(root, "clone"),
        cache: join(root, "cache"),
        say: (line: string) => void told.push(line),
      };
      assert.equal(await cleanAll(["--dry-run"], places), 0);
      assert.deepEqual(
        told.slice(-2),
        names.map((name) => `Would remove docker's container and volume ${name}`),
      );
      assert.deepEqual(await removeCaches("docker", true), { removed: names, problems: [] });
      assert.deepEqual(docker.volumeNames(), names);
      told.splice(0);
      assert.equal(await cleanAll([], places), 0);
      assert.deepEqual(
        told.slice(-2),
        names.map((name) => `Removed docker's container and volume ${name}`),
      );
      assert.deepEqual([docker.volumeNames(), docker.containerNames()], [[], [controlPlane, worker]]);
      assert.deepEqual(await removeCaches("docker", false), { removed: [], problems: [] });
    }));
});
