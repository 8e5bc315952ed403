import assert from "node:assert/strict";
import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { ownerAnnotation } from "../../components/clusters/ownership-mark.ts";
import { ovnKubernetesStages } from "../../components/clusters/simulation/ovn-kubernetes.ts";
import { ensureObject } from "../../components/kubernetes-api/nodes.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { disposeWith, HostCluster, type Inventory } from "../support/host-cluster.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const upWords = ["up", "--yes", "--skip-preview"];

describe("two scenarios on one existing cluster, for which a bare simulated one stands in", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let upstream: Upstream;
  let host: HostCluster;
  let untouched: Inventory;
  let overlay: Lab;
  let workshop: Lab;
  let withOverlay: Inventory;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    overlay = await Lab.make("shares");
    workshop = await Lab.make("guest");
    host = new HostCluster("shared", overlay.environment());
    untouched = await host.make();
  });

  after(() => disposeWith(host));

  const settings = (given: Record<string, string>) => ({ ...simulatedSettings(upstream), ...host.settings, ...given });

  /** The changes that the next update would make. */
  async function changes(lab: Lab): Promise<string[]> {
    const { steps } = await lab.preview();
    return steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`);
  }

  /** Whose the cluster's namespaces are, those without a mark left out. */
  async function owners(): Promise<Record<string, string>> {
    const { items } = await host.config.makeApiClient(CoreV1Api).listNamespace();
    return Object.fromEntries(
      items.flatMap(({ metadata }) => {
        const owner = metadata?.annotations?.[ownerAnnotation];
        return owner === undefined ? [] : [[metadata?.name ?? "", owner]];
      }),
    );
  }

  /** Has an update refused before anything is made. */
  async function refused(lab: Lab, given: Record<string, string>, parts: readonly string[]): Promise<void> {
    await lab.init(settings(given));
    for (const words of [["preview"], upWords]) {
      const result = await lab.pulumi(words);
      assert.notEqual(result.status, 0);
      for (const part of parts) assert.ok(said(result).includes(part), `${part} in:\n${said(result)}`);
      assert.doesNotMatch(said(result), /^\s+at .*:\d+:\d+\)?$/m, "a stack trace");
    }
    assert.deepEqual(await lab.made(), []);
  }

  async function refusedToNewLab(given: Record<string, string>, parts: readonly string[]): Promise<void> {
    const lab = await Lab.make("refuse");
    try {
      await refused(lab, given, parts);
    } finally {
      await lab.dispose();
    }
  }

  it("the first installs the platform, and every namespace that it makes carries its mark", async () => {
    await overlay.init(settings({ scenario: "overlay", step: "networks" }));
    succeeded(await overlay.pulumi(upWords));
    const names = ["ovn-kubernetes", "ovn-host-network", "tenantblue", "tenantyellow"];
    assert.deepEqual(await owners(), Object.fromEntries(names.map((name) => [name, overlay.stack])));
    assert.deepEqual(await changes(overlay), []);
    withOverlay = await host.inventory();
  });

  it("a second stack of it is refused: its namespaces are the first one's", () =>
    refusedToNewLab({ scenario: "overlay", platform: "present" }, [
      `Namespace tenantblue is there already and belongs to stack ${overlay.stack}`,
      "Namespace tenantyellow is there already",
      "pulumi config set lab:namePrefix",
    ]));

  it("a namespace that no stack made is refused too", async () => {
    const core = host.config.makeApiClient(CoreV1Api);
    await ensureObject(host.config, { apiVersion: "v1", kind: "Namespace", metadata: { name: "mine-tenantyellow" } });
    await refusedToNewLab({ scenario: "overlay", platform: "present", namePrefix: "mine-" }, [
      "Namespace mine-tenantyellow is there already and belongs to somebody else than this project",
    ]);
    const { metadata } = await core.readNamespace({ name: "mine-tenantyellow" });
    assert.equal(metadata?.annotations?.[ownerAnnotation], undefined);
    await core.deleteNamespace({ name: "mine-tenantyellow" });
  });

  it("the platform is not installed over the first one's", () =>
    refusedToNewLab({ scenario: "udn-pods" }, [
      `ovn-kubernetes is there already: Namespace ovn-kubernetes belongs to stack ${overlay.stack}`,
      "multus is there already: DaemonSet kube-system/kube-multus-ds",
      "pulumi config set lab:platform ovn-kubernetes,multus",
    ]));

  it("a part that is not there is not taken for present, and its definitions are named", () =>
    refusedToNewLab({ scenario: "udn-pods", platform: "present" }, [
      "network-policy-api is not there",
      "adminnetworkpolicies.policy.networking.k8s.io",
      "pulumi config set lab:platform ovn-kubernetes,multus",
    ]));

  it("another scenario is built beside the first, on its platform", async () => {
    for (const stage of ovnKubernetesStages) await ensureObject(host.config, stage);
    const platform = "ovn-kubernetes,multus";
    await workshop.init(settings({ scenario: "udn-pods", platform, step: "cluster-network", namePrefix: "b-" }));
    succeeded(await workshop.pulumi(upWords));
    const made = Object.entries(await owners()).filter(([, owner]) => owner === workshop.stack);
    assert.deepEqual(
      made.map(([name]) => name),
      ["b-blue", "b-green", "b-red", "b-yellow"],
    );
    assert.deepEqual(await changes(workshop), []);
    assert.deepEqual(await changes(overlay), []);
  });

  it("its network over namespaces carries its mark too", async () => {
    const api = host.config.makeApiClient(CustomObjectsApi);
    const plural = { group: "k8s.ovn.org", version: "v1", plural: "clusteruserdefinednetworks" };
    const network = (await api.getClusterCustomObject({ ...plural, name: "b-colored-enterprise" })) as {
      metadata: { annotations: Record<string, string> };
    };
    assert.equal(network.metadata.annotations[ownerAnnotation], workshop.stack);
  });

  it("destroy of the second leaves the first as it was", async () => {
    succeeded(await workshop.command("destroy", [], {}, "udn-pods"));
    assert.deepEqual(await host.inventory(), withOverlay);
    assert.deepEqual(await changes(overlay), []);
    succeeded(await overlay.pulumi(["refresh", "--yes", "--expect-no-changes"]));
  });

  it("destroy of the first leaves the cluster as it was before both", async () => {
    succeeded(await overlay.command("destroy"));
    assert.deepEqual(await host.inventory(), untouched);
  });
});
