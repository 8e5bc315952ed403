import assert from "node:assert/strict";
import { KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import { Lab, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { disposeWith, HostCluster, type Inventory } from "../support/host-cluster.ts";
import { Interrupted } from "../support/interrupt.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const network = {
  apiVersion: "k8s.cni.cncf.io/v1",
  kind: "NetworkAttachmentDefinition",
  metadata: { namespace: "tenantblue", name: "shared-net" },
};

describe("a cluster that stays, for which a bare simulated one stands in", function () {
  this.timeout(600_000);
  let lab: Lab;
  let upstream: Upstream;
  let host: HostCluster;
  let untouched: Inventory;

  before(async function () {
    if (process.platform !== "linux") this.skip();
    upstream = await upstreamOrSkip(this);
    const first = await Lab.make("host");
    host = new HostCluster("stays", first.environment());
    untouched = await host.make();
  });
  beforeEach(async () => {
    lab = await Lab.make("stays");
    const settings = { scenario: "overlay", step: "networks", readinessTimeout: "60" };
    await lab.init({ ...simulatedSettings(upstream), ...settings, ...host.settings });
  });
  after(() => disposeWith(host));

  it("kill point on an existing cluster: objects whose creation was interrupted are removed by destroy", async () => {
    const run = new Interrupted(lab, "up");
    await run.interrupt({ kind: "made", count: 25 }, "kill -9 of Pulumi");
    assert.notDeepEqual(await host.inventory(), untouched);
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await host.inventory(), untouched);
    assert.deepEqual(await lab.leftovers(), []);
  });

  it("a finalizer that nobody removes ends destroy within the limit, named with its object; then destroy goes on", async () => {
    succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
    await setFinalizers(["example.org/held"]);
    const start = Date.now();
    const held = await lab.command("destroy");
    const seconds = (Date.now() - start) / 1000;
    await setFinalizers([]);
    assert.notEqual(held.status, 0);
    assert.match(
      said(held),
      /NetworkAttachmentDefinition tenantblue\/shared-net: deleted since .* and still there; finalizer example.org\/held/,
    );
    // The limit is 60 s; everything else takes its time too.
    assert.ok(seconds < 200, `${seconds} s`);
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await host.inventory(), untouched);
  });

  async function setFinalizers(finalizers: string[]): Promise<void> {
    const api = KubernetesObjectApi.makeApiClient(host.config);
    const patch = { ...network, metadata: { ...network.metadata, finalizers } };
    await api.patch(patch, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  }
});
