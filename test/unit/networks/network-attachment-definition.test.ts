import assert from "node:assert/strict";
import {
  networkAttachmentDefinition,
  networksAnnotation,
} from "../../../components/networks/network-attachment-definition.ts";

describe("an attachment to a layer-2 network", () => {
  const attachment = { topology: "layer2" as const, namespace: "blue", name: "net", network: "shared" };
  const definition = (config: string) => ({
    apiVersion: "k8s.cni.cncf.io/v1",
    kind: "NetworkAttachmentDefinition",
    metadata: { name: "net", namespace: "blue" },
    spec: { config },
  });

  it("is a definition whose JSON has the keys in the talk's order, a line each", () =>
    assert.deepEqual(
      networkAttachmentDefinition({ ...attachment, subnets: "192.168.200.0/24" }),
      definition(`{
  "cniVersion": "0.3.1",
  "name": "shared",
  "netAttachDefName": "blue/net",
  "topology": "layer2",
  "subnets": "192.168.200.0/24",
  "type": "ovn-k8s-cni-overlay"
}`),
    ));

  it("without a range has no key for it, so that the network gives no addresses", () =>
    assert.deepEqual(
      networkAttachmentDefinition(attachment),
      definition(`{
  "cniVersion": "0.3.1",
  "name": "shared",
  "netAttachDefName": "blue/net",
  "topology": "layer2",
  "type": "ovn-k8s-cni-overlay"
}`),
    ));

  it("is asked for by multus' annotation", () => assert.equal(networksAnnotation, "k8s.v1.cni.cncf.io/networks"));
});
