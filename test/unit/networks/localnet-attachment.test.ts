import assert from "node:assert/strict";
import {
  networkAttachmentDefinition,
  staticAttachment,
} from "../../../components/networks/network-attachment-definition.ts";

describe("an attachment to a localnet", () => {
  it("is a definition whose JSON names the network, its tag and no subnets", () => {
    const made = networkAttachmentDefinition({
      topology: "localnet",
      namespace: "blue",
      name: "net",
      network: "outside",
      vlanId: 7,
    });
    assert.deepEqual(
      { ...made, spec: JSON.parse(made.spec.config) as unknown },
      {
        apiVersion: "k8s.cni.cncf.io/v1",
        kind: "NetworkAttachmentDefinition",
        metadata: { name: "net", namespace: "blue" },
        spec: {
          cniVersion: "0.3.1",
          name: "outside",
          netAttachDefName: "blue/net",
          topology: "localnet",
          type: "ovn-k8s-cni-overlay",
          vlanID: 7,
        },
      },
    );
  });

  it("is asked for with an address in the list form, which is the only one that takes one", () =>
    assert.equal(staticAttachment("net", "10.0.0.5/24"), '[{"name":"net","ips":["10.0.0.5/24"]}]'));
});
