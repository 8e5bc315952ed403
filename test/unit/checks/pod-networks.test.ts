import assert from "node:assert/strict";
import { podNetworkAddress, podNetworksAnnotation } from "../../../components/checks/pod-networks.ts";
import { podNetworks } from "./support.ts";

type Role = Parameters<typeof podNetworkAddress>[1];
const noObject = "the annotation k8s.ovn.org/pod-networks is no object of networks: ";
const missing = { problem: "no annotation k8s.ovn.org/pod-networks" };
const dualStack = JSON.stringify({
  default: { ip_addresses: ["10.244.1.4/24", "fd00:10:244:2::4/64"], role: "infrastructure-locked" },
  "blue/net": { ip_addresses: ["fd00:103::5/64", "103.103.1.5/16"], role: "primary" },
});

describe("the address of a pod in a role", () => {
  const table: Record<string, [annotation: string | undefined, role: Role, expected: object]> = {
    "is on its primary network that of the user-defined network": [podNetworks, "primary", { address: "103.103.1.5" }],
    "is on the default network the one for its kubelet": [
      podNetworks,
      "infrastructure-locked",
      { address: "10.244.1.4" },
    ],
    "is the first of two families": [dualStack, "infrastructure-locked", { address: "10.244.1.4" }],
    "may be an IPv6 address, without its prefix": [dualStack, "primary", { address: "fd00:103::5" }],
    "may have no prefix": [
      '{"a/b":{"role":"primary","ip_addresses":["192.0.2.1"]}}',
      "primary",
      { address: "192.0.2.1" },
    ],
    "is not that of another role": [
      '{"default":{"role":"primary","ip_addresses":["10.244.1.4/24"]},"a/b":{"role":"secondary"},"a/c":{}}',
      "infrastructure-locked",
      {
        problem: "no network with the role infrastructure-locked; default (primary), a/b (secondary), a/c (no role)",
      },
    ],
    "is missing without any network": ["{}", "primary", { problem: "no network with the role primary; none at all" }],
    "is missing while the network has none": [
      '{"a/b":{"role":"primary"}}',
      "primary",
      { problem: "no address in the role primary" },
    ],
    "is missing while the list of addresses is empty": [
      '{"a/b":{"role":"primary","ip_addresses":[]}}',
      "primary",
      { problem: "no address in the role primary" },
    ],
    "is missing without the annotation": [undefined, "primary", missing],
    "is missing in an annotation that is empty": ["", "primary", missing],
    "is missing in what is no JSON": ["{a", "primary", { problem: `${noObject}{a` }],
    "is missing in a list": ["[]", "primary", { problem: `${noObject}[]` }],
    "is missing in an object of something else": ['{"a":"b"}', "primary", { problem: `${noObject}{"a":"b"}` }],
    "is missing in a long text, which is quoted in part": [
      "x".repeat(300),
      "primary",
      { problem: `${noObject}${"x".repeat(200)}` },
    ],
  };
  for (const [claim, [annotation, role, expected]] of Object.entries(table))
    it(claim, () =>
      assert.deepEqual(
        podNetworkAddress(annotation === undefined ? {} : { [podNetworksAnnotation]: annotation }, role),
        expected,
      ),
    );

  it("stands in OVN-Kubernetes' annotation", () => assert.equal(podNetworksAnnotation, "k8s.ovn.org/pod-networks"));
});
