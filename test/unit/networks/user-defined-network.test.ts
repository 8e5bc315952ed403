import assert from "node:assert/strict";
import {
  clusterUserDefinedNetwork,
  type Layer2Network,
  type Layer3Network,
  primaryNetworkLabel,
  userDefinedNetwork,
} from "../../../components/networks/user-defined-network.ts";

const routed: Layer3Network = {
  topology: "Layer3",
  subnets: [
    { cidr: "103.103.0.0/16", hostSubnet: 24 },
    { cidr: "fd00:103::/48", hostSubnet: 64 },
  ],
};
const flat: Layer2Network = { topology: "Layer2", subnets: ["192.168.0.0/16"] };

const routedSpec = {
  topology: "Layer3",
  layer3: {
    role: "Primary",
    subnets: [
      { cidr: "103.103.0.0/16", hostSubnet: 24 },
      { cidr: "fd00:103::/48", hostSubnet: 64 },
    ],
  },
};
const flatSpec = { topology: "Layer2", layer2: { role: "Primary", subnets: ["192.168.0.0/16"] } };
const persistentSpec = {
  topology: "Layer2",
  layer2: { role: "Primary", subnets: ["192.168.0.0/16"], ipam: { lifecycle: "Persistent" } },
};

const networks: Record<string, [network: Layer3Network | Layer2Network, spec: object]> = {
  "routed, with a subnet for each node": [routed, routedSpec],
  "flat, with its range": [flat, flatSpec],
  "flat, with addresses that stay": [{ ...flat, ipamLifecycle: "Persistent" }, persistentSpec],
};
const annotations = { "pulumi.com/waitFor": "condition=NetworkCreated" };

describe("a primary user-defined network", () => {
  for (const [what, [network, spec]] of Object.entries(networks)) {
    it(`of a namespace is ${what}, and there once OVN-Kubernetes has created it`, () =>
      assert.deepEqual(userDefinedNetwork({ name: "net", namespace: "blue", labels: { a: "b" } }, network), {
        apiVersion: "k8s.ovn.org/v1",
        kind: "UserDefinedNetwork",
        metadata: { name: "net", namespace: "blue", labels: { a: "b" }, annotations },
        spec,
      }));

    it(`of several namespaces by their names is ${what}, and there once OVN-Kubernetes has created it`, () =>
      assert.deepEqual(clusterUserDefinedNetwork({ name: "net" }, ["red", "yellow"], network), {
        apiVersion: "k8s.ovn.org/v1",
        kind: "ClusterUserDefinedNetwork",
        metadata: { name: "net", annotations },
        spec: {
          namespaceSelector: {
            matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["red", "yellow"] }],
          },
          network: spec,
        },
      }));
  }

  const wrong: Record<string, [network: Layer3Network | Layer2Network, message: string]> = {
    "that is none": [
      { topology: "Layer2", subnets: ["192.168.0.1/16"] },
      "192.168.0.1/16: it has host bits set; the network's own address is 192.168.0.0/16",
    ],
    "that has no part for a node": [
      { topology: "Layer3", subnets: [{ cidr: "103.103.0.0/16", hostSubnet: 16 }] },
      "103.103.0.0/16: a node's /16 is no part of it",
    ],
    "of a family twice": [
      { topology: "Layer2", subnets: ["10.0.0.0/16", "10.1.0.0/16"] },
      "ipv4 and ipv4: one range of each family",
    ],
    "at all that is not there": [{ topology: "Layer3", subnets: [] }, "a primary network needs a range"],
  };
  for (const [what, [network, message]] of Object.entries(wrong))
    it(`has no range ${what}`, () =>
      assert.throws(() => userDefinedNetwork({ name: "net", namespace: "blue" }, network), {
        message: `user-defined network: ${message}`,
      }));

  it("is asked for by OVN-Kubernetes' label of a namespace", () =>
    assert.equal(primaryNetworkLabel, "k8s.ovn.org/primary-user-defined-network"));
});

/** Compiled and never run: what the compiler has to refuse. */
export const refusedByTheCompiler = () => [
  // @ts-expect-error there is no such topology
  userDefinedNetwork({ name: "net", namespace: "blue" }, { topology: "Layer4", subnets: ["192.168.0.0/16"] }),
  // @ts-expect-error a routed network says what a node gets
  userDefinedNetwork({ name: "net", namespace: "blue" }, { topology: "Layer3", subnets: ["192.168.0.0/16"] }),
  // @ts-expect-error a role is not chosen: these networks are primary
  userDefinedNetwork({ name: "net", namespace: "blue" }, { ...flat, role: "Secondary" }),
];
