import assert from "node:assert/strict";
import { type IpBlockPeer, multiNetworkPolicy } from "../../../components/networks/multi-network-policy.ts";

describe("a policy of a secondary network", () => {
  it("names its network, polices both directions, and keeps what is allowed apart", () =>
    assert.deepEqual(
      multiNetworkPolicy({
        name: "policy",
        namespace: "blue",
        network: "blue/net",
        podLabels: { role: "server" },
        ingress: [
          {
            peers: [
              { ipBlock: { cidr: "10.0.0.0/24", except: ["10.0.0.9/32"] } },
              { ipBlock: { cidr: "10.1.0.0/24" } },
            ],
            ports: [{ protocol: "TCP", port: 80 }],
          },
        ],
        egress: [{ peers: [{ ipBlock: { cidr: "10.0.0.1/32" } }], ports: [{ protocol: "UDP", port: 53 }] }],
      }),
      {
        apiVersion: "k8s.cni.cncf.io/v1beta1",
        kind: "MultiNetworkPolicy",
        metadata: {
          name: "policy",
          namespace: "blue",
          annotations: { "k8s.v1.cni.cncf.io/policy-for": "blue/net" },
        },
        spec: {
          podSelector: { matchLabels: { role: "server" } },
          policyTypes: ["Ingress", "Egress"],
          ingress: [
            {
              from: [
                { ipBlock: { cidr: "10.0.0.0/24", except: ["10.0.0.9/32"] } },
                { ipBlock: { cidr: "10.1.0.0/24" } },
              ],
              ports: [{ protocol: "TCP", port: 80 }],
            },
          ],
          egress: [{ to: [{ ipBlock: { cidr: "10.0.0.1/32" } }], ports: [{ protocol: "UDP", port: 53 }] }],
        },
      },
    ));

  it("allows nothing by an empty list, which is another thing than none", () => {
    const { spec } = multiNetworkPolicy({
      name: "p",
      namespace: "n",
      network: "n/net",
      podLabels: {},
      ingress: [],
      egress: [],
    });
    assert.deepEqual([spec.ingress, spec.egress], [[], []]);
  });

  it("takes no peers by labels: a type error, not one of OVN-Kubernetes' logs", () => {
    // @ts-expect-error a podSelector is no IpBlockPeer
    const peer: IpBlockPeer = { podSelector: { matchLabels: { role: "server" } } };
    assert.ok(peer);
  });
});
