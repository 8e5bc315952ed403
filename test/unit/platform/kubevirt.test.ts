import assert from "node:assert/strict";
import { useEmulation } from "../../../components/platform/emulation.ts";
import { kubevirtResource } from "../../../components/platform/kubevirt.ts";
import type { ClusterSettings } from "../../../components/settings/settings.ts";

describe("the KubeVirt", () => {
  it("has the talk's binding from the start, and emulates as it is told", () => {
    for (const emulated of [true, false]) {
      const { apiVersion, kind, metadata, spec } = kubevirtResource(emulated);
      assert.deepEqual(
        [apiVersion, kind, metadata.namespace, metadata.name],
        ["kubevirt.io/v1", "KubeVirt", "kubevirt", "kubevirt"],
      );
      assert.deepEqual(spec.configuration.network, {
        binding: { l2bridge: { domainAttachmentType: "managedTap", migration: {} } },
      });
      assert.deepEqual(spec.configuration.developerConfiguration, { useEmulation: emulated });
    }
  });
});

describe("emulation", () => {
  const cluster = { incarnation: "first" };
  const subnets = { podSubnets: [], serviceSubnets: [] };
  const simulated: ClusterSettings = { kind: "simulated", name: "lab", workers: 2, ...subnets };
  const existing: ClusterSettings = {
    kind: "existing",
    kubeconfig: "/k",
    context: "c",
    apiServer: undefined,
    gatewayInterface: undefined,
    ...subnets,
  };
  const decided = (emulation: "auto" | "on" | "off", settings: ClusterSettings): unknown =>
    useEmulation("kvm", { emulation, settings, cluster }, {});

  it("is what the setting says on every cluster", () => {
    for (const settings of [simulated, existing]) {
      assert.equal(decided("on", settings), true);
      assert.equal(decided("off", settings), false);
    }
  });

  it("is off where it is to be found out and no node can be looked into", () => {
    assert.equal(decided("auto", simulated), false);
    assert.equal(decided("auto", existing), false);
  });
});
