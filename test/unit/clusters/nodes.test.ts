import assert from "node:assert/strict";
import { clusterNodes } from "../../../components/clusters/nodes.ts";

describe("the nodes of a made cluster", () => {
  it("are one control plane and its workers, named as kind names them, a zone each", () => {
    const worker = (name: string) => ({
      name,
      role: "worker",
      labels: { "k8s.ovn.org/zone-name": name, "node-role.kubernetes.io/worker": "" },
    });
    assert.deepEqual(clusterNodes("ovn", 3), [
      { name: "ovn-control-plane", role: "control-plane", labels: { "k8s.ovn.org/zone-name": "ovn-control-plane" } },
      worker("ovn-worker"),
      worker("ovn-worker2"),
      worker("ovn-worker3"),
    ]);
  });

  it("are as many as there are workers, and one", () =>
    assert.deepEqual(
      [1, 9].map((workers) => clusterNodes("ovn", workers).length),
      [2, 10],
    ));
});
