import assert from "node:assert/strict";
import { databaseContainer, vlanInterface } from "../../../components/host/names.ts";

describe("what a stack makes on its machine", () => {
  const clusters = ["ovn-localnet", "ovn-other", "a", "x".repeat(40)];

  it("has an interface whose name Linux takes, whatever the cluster's name and the VLAN", () => {
    for (const cluster of clusters)
      for (const vlanId of [1, 123, 4094])
        assert.match(vlanInterface(cluster, vlanId), new RegExp(`^lab-[0-9a-f]{6}\\.${vlanId}$`));
    assert.equal(vlanInterface("ovn-localnet", 4094).length, 15);
  });

  it("has names that are always the same for a cluster, and others for another", () => {
    assert.equal(vlanInterface("ovn-localnet", 123), vlanInterface("ovn-localnet", 123));
    assert.equal(new Set(clusters.map((cluster) => vlanInterface(cluster, 123))).size, clusters.length);
    assert.equal(databaseContainer("ovn-localnet"), "ovn-localnet-turtle-db");
  });
});
