import assert from "node:assert/strict";
import { networkStatusAnnotation, secondaryAddress } from "../../../components/checks/network-status.ts";
import { networkStatus } from "./support.ts";

describe("the address of a pod on a secondary network", () => {
  const notAList = "the annotation k8s.v1.cni.cncf.io/network-status is not a list of networks: ";
  const table: Record<string, [annotation: string | undefined, network: string, expected: object]> = {
    "is the first that multus reports for it": [networkStatus, "yellow/net", { address: "192.168.200.3" }],
    "is not that of another network": [
      networkStatus,
      "yellow/other",
      { problem: "not on network yellow/other; on ovn-kubernetes, yellow/net, yellow/quiet, yellow/empty" },
    ],
    "is not that of a network whose name only ends so": [
      networkStatus,
      "net",
      { problem: "not on network net; on ovn-kubernetes, yellow/net, yellow/quiet, yellow/empty" },
    ],
    "is missing on a network that gives none": [
      networkStatus,
      "yellow/quiet",
      { problem: "on network yellow/quiet without an address" },
    ],
    "is missing while the list of addresses is empty": [
      networkStatus,
      "yellow/empty",
      { problem: "on network yellow/empty without an address" },
    ],
    "is missing without the annotation": [
      undefined,
      "yellow/net",
      { problem: "no annotation k8s.v1.cni.cncf.io/network-status" },
    ],
    "is missing in an annotation that is empty": [
      "",
      "yellow/net",
      { problem: "no annotation k8s.v1.cni.cncf.io/network-status" },
    ],
    "is missing in an empty list": ["[]", "yellow/net", { problem: "not on network yellow/net; on none" }],
    "is missing in what is no JSON": ["[{", "yellow/net", { problem: `${notAList}[{` }],
    "is missing in what is no list": ["{}", "yellow/net", { problem: `${notAList}{}` }],
    "is missing in a list of something else": ['["a"]', "yellow/net", { problem: `${notAList}["a"]` }],
    "is missing in a long text, which is quoted in part": [
      "x".repeat(300),
      "yellow/net",
      { problem: `${notAList}${"x".repeat(200)}` },
    ],
  };
  for (const [claim, [annotation, network, expected]] of Object.entries(table))
    it(claim, () =>
      assert.deepEqual(
        secondaryAddress(annotation === undefined ? {} : { [networkStatusAnnotation]: annotation }, network),
        expected,
      ),
    );

  it("stands in the annotation of the Network Plumbing Working Group", () =>
    assert.equal(networkStatusAnnotation, "k8s.v1.cni.cncf.io/network-status"));
});
