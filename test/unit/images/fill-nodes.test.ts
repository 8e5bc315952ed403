import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { whileAtWork } from "../../../components/clusters/at-work.ts";
import { removeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { readImageList } from "../../../components/images/image-list.ts";
import { fillNodes } from "../../../components/images/lifecycle/fill-nodes.ts";
import { isBegun, untilBegun } from "../../../components/images/lifecycle/making.ts";
import { describePulls } from "../../../components/images/lifecycle/pull-images.ts";
import type { WantedImage } from "../../../components/images/wanted-image.ts";
import { run } from "../../../components/processes.ts";
import { waitFor } from "../../../components/wait.ts";
import { controlPlane, withNodes, worker } from "./fake-nodes.ts";

const [network, api, tool, disk] = ["r.example/network:1", "r.example/api:1", "r.example/tool:1", "r.example/disk:1"];
const images: WantedImage[] = [
  { image: network, on: "all" },
  { image: api, on: "control-plane" },
  { image: tool, on: "workers" },
  { image: disk, on: "workers" },
];

describe("the image stores of kind's nodes", function () {
  this.timeout(30_000);

  it("get each what its pods need, in the order of need, and the list is noted", () =>
    withNodes(async ({ docker, directory, begin, start, request, say, said }) => {
      begin();
      start();
      await fillNodes(request({ images }), say);
      assert.deepEqual(docker.imagesIn(controlPlane), [api, network]);
      assert.deepEqual(docker.imagesIn(worker), [disk, network, tool]);
      const pulled = docker.calls("exec").filter((call) => call.startsWith(`exec ${worker} crictl pull`));
      assert.deepEqual(
        pulled.map((call) => call.split(" ").at(-1)),
        [network, tool, disk],
      );
      assert.deepEqual(
        readImageList(directory),
        images.map(({ image }) => image),
      );
      assert.deepEqual(said, ["images pulled ahead: 5; there already: 0"]);
    }));

  it("are not asked to pull what is there, not even at a second time", () =>
    withNodes(async ({ docker, begin, start, request, say, said }) => {
      begin({ phase: "ready" });
      start();
      await fillNodes(request({ images: images.slice(0, 1) }), say);
      await fillNodes(request({ images }), say);
      assert.deepEqual(said, ["images pulled ahead: 2; there already: 0", "images pulled ahead: 3; there already: 2"]);
      assert.equal(docker.calls("exec").filter((call) => call.includes(`pull ${network}`)).length, 2);
    }));

  it("lack an image that cannot be pulled, which is told in one line and fails nothing", () =>
    withNodes(async ({ docker, begin, start, request, say, said }) => {
      docker.set({ unpullable: "network" });
      begin();
      start();
      await fillNodes(request({ images }), say);
      assert.deepEqual(docker.imagesIn(worker), [disk, tool]);
      assert.deepEqual(said, [
        "images pulled ahead: 3; there already: 0",
        `${network} was not pulled ahead on ${controlPlane}, ${worker} (pulling image: failed to resolve "${network}": not found); whatever runs it will try again. Where its registry is out of reach: lab:imageMirror or lab:imageArchives`,
      ]);
    }));

  it("are waited for: for the cluster to be begun while somebody is at work, then for each node's answer", () =>
    withNodes(async ({ docker, directory, begin, start, request, say, said }) => {
      let filled: Promise<void> | undefined;
      await whileAtWork(directory, async () => {
        // One of another configuration is to be removed first.
        begin({ configMark: "other" });
        filled = fillNodes(request({ images }), say);
        removeClusterRecord(directory);
        begin();
        await waitFor({ what: "a look at a node", timeout: 20, interval: 0.1 }, () =>
          Promise.resolve(docker.calls("exec").length > 0 ? { met: true } : { seen: "none" }),
        );
        assert.deepEqual(docker.imagesIn(worker), []);
        start();
      });
      await filled;
      assert.deepEqual(docker.imagesIn(worker), [disk, network, tool]);
      assert.equal(said.length, 1);
    }));

  it("are filled after archives where there are any, and from the registries with what these lack alone", () =>
    withNodes(async ({ docker, directory, begin, start, request, say, said }) => {
      let filled: Promise<void> | undefined;
      start();
      await whileAtWork(directory, async () => {
        begin();
        filled = fillNodes(request({ images, afterArchives: true }), say);
        const archive = Readable.from(`images:\n${network}\n${disk}\n`);
        const words = ["exec", "--interactive", worker, "ctr", "--namespace=k8s.io", "images", "import", "-"];
        assert.equal((await run("docker", words, { input: archive })).status, 0);
        assert.ok(docker.calls("exec").every((call) => !call.includes("crictl")));
        begin({ phase: "ready" });
      });
      await filled;
      assert.deepEqual(said, ["images pulled ahead: 3; there already: 2"]);
    }));

  it("are those of one making: of another incarnation, configuration or name they are not, nor while archives are still to come", () =>
    withNodes(({ begin, request }) => {
      const begun = (record: Parameters<typeof begin>[0], changes = {}): boolean => {
        begin(record);
        return isBegun(request(changes));
      };
      assert.ok(begun({}) && begun({ phase: "ready" }, { afterArchives: true }));
      for (const other of [{ incarnation: "x" }, { configMark: "x" }, { configMark: undefined }, { name: "x" }])
        assert.equal(begun(other), false, JSON.stringify(other));
      assert.equal(begun({ phase: "creating" }, { afterArchives: true }), false);
      return Promise.resolve();
    }));

  it("are left alone when the cluster has gone in the meantime", () =>
    withNodes(async ({ docker, directory, begin, request, say, said }) => {
      begin();
      const filled = fillNodes(request({ images }), say);
      await waitFor({ what: "a look at a node", timeout: 20, interval: 0.1 }, () =>
        Promise.resolve(docker.calls("exec").length > 0 ? { met: true } : { seen: "none" }),
      );
      removeClusterRecord(directory);
      await filled;
      assert.deepEqual(said, []);
      assert.ok(docker.calls("exec").every((call) => call.endsWith("crictl info")));
    }));

  it("are not those of a cluster that nobody makes, which is seen soon", () =>
    withNodes(async ({ directory, begin, request }) => {
      const patience = { beforeAnybodyWas: 100, afterwards: 100 };
      begin({ incarnation: "older" });
      assert.equal(await untilBegun(request(), patience), false);
      let end = (): void => undefined;
      const work = whileAtWork(directory, () => new Promise<void>((resolve) => (end = resolve)));
      const patient = untilBegun(request(), { ...patience, beforeAnybodyWas: 60_000 });
      // Longer than the patience for a cluster that nobody is at work on.
      await assert.rejects(
        waitFor({ what: "an end", timeout: 0.5, interval: 0.1 }, () =>
          Promise.race([patient.then(() => ({ met: true })), Promise.resolve({ seen: "none" })]),
        ),
      );
      end();
      await work;
      assert.equal(await patient, false);
    }));

  it("say nothing where nothing was to be done", () => assert.deepEqual(describePulls([]), []));
});
