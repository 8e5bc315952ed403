import assert from "node:assert/strict";
import { attachmentsOfPod } from "../../../components/topology/network-attachments.ts";
import { describeRules } from "../../../components/topology/policy-rules.ts";
import { readTopology } from "../../../components/topology/read-topology.ts";
import { describeSelector, selects } from "../../../components/topology/selectors.ts";
import { namespacesOf, workloadsOf } from "./support.ts";

const annotation = "k8s.v1.cni.cncf.io/networks";

describe("what a pod's annotation asks for", () => {
  const table: readonly (readonly [text: string, ...definitions: string[]])[] = [
    ["net", "blue/net"],
    ["net, other/far@net7", "blue/net", "other/far"],
    ['[{"name":"net"},{"name":"far","namespace":"other"}]', "blue/net", "other/far"],
    [" "],
  ];
  for (const [text, ...definitions] of table)
    it(`is ${definitions.join(" and ") || "nothing"} by ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        attachmentsOfPod("blue", { [annotation]: text }).map(({ definition }) => definition),
        definitions,
      ));

  it("is nothing without it", () => assert.deepEqual(attachmentsOfPod("blue", {}), []));
});

describe("a label selector", () => {
  const labels = { app: "web", tier: "front" };
  const expression = (operator: "In" | "NotIn" | "Exists" | "DoesNotExist", key: string, ...values: string[]) => ({
    matchExpressions: [{ key, operator, values }],
  });

  it("selects by labels and by expressions, and all if it is empty", () => {
    assert.equal(selects({}, {}), true);
    assert.equal(selects({ matchLabels: { app: "web" } }, labels), true);
    assert.equal(selects({ matchLabels: { app: "web", tier: "back" } }, labels), false);
    assert.equal(selects(expression("In", "app", "db", "web"), labels), true);
    assert.equal(selects(expression("In", "none", "web"), labels), false);
    assert.equal(selects(expression("NotIn", "app", "web"), labels), false);
    assert.equal(selects(expression("NotIn", "none", "web"), labels), true);
    assert.equal(selects(expression("Exists", "tier"), labels), true);
    assert.equal(selects(expression("DoesNotExist", "tier"), labels), false);
  });

  it("is told in words", () =>
    assert.equal(describeSelector({ matchLabels: { a: "b" }, ...expression("In", "c", "d", "e") }), "a=b, c In d|e"));
});

describe("the rules of a policy", () => {
  it("are told for the directions that it is about alone", () =>
    assert.deepEqual(describeRules({ podSelector: {}, policyTypes: ["Egress"], ingress: [], egress: [{}] }), [
      "out: everything to everybody",
    ]));

  it("name ports and peers", () =>
    assert.deepEqual(
      describeRules({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: [{ podSelector: { matchLabels: { a: "b" } } }, { namespaceSelector: { matchLabels: { c: "d" } } }] },
          { from: [{ ipBlock: { cidr: "192.0.2.0/24" } }], ports: [{ port: 80 }, { protocol: "UDP", port: "dns" }] },
        ],
      }),
      [
        "in: everything from pods with a=b of this namespace or all pods of namespaces with c=d; TCP 80, UDP dns from 192.0.2.0/24",
        "out: nothing",
      ],
    ));
});

describe("a topology", () => {
  const metadata = { name: "pod", namespace: "blue" };
  const primary = { topology: "Layer2", layer2: { role: "Primary", subnets: ["192.0.2.0/24"] } };

  it("has the namespaces that its objects mention, and leaves objects that no picture shows", () => {
    const objects = [{ kind: "Pod", metadata }, { kind: "Secret" }, { spec: 1 }];
    const topology = readTopology({ objects, host: [], podSubnets: [] });
    assert.deepEqual(namespacesOf(topology), ["blue: cluster default network"]);
    assert.deepEqual(workloadsOf(topology), ["pod blue/pod: cluster default network"]);
  });

  it("has a namespace on the cluster network that selects it, by any of its labels", () => {
    const objects = [
      {
        kind: "ClusterUserDefinedNetwork",
        metadata: { name: "net" },
        spec: { namespaceSelector: { matchLabels: { tenant: "a" } }, network: primary },
      },
      { kind: "Namespace", metadata: { name: "blue", labels: { tenant: "a" } } },
      { kind: "Namespace", metadata: { name: "red", labels: { tenant: "b" } } },
    ];
    const topology = readTopology({ objects, host: [], podSubnets: [] });
    assert.deepEqual(namespacesOf(topology), ["blue: net", "red: cluster default network"]);
  });

  it("has the pods behind a service and under a policy by their labels, in its namespace alone", () => {
    const labels = (name: string, namespace: string, app: string) => ({ name, namespace, labels: { app } });
    const objects = [
      { kind: "Pod", metadata: labels("web", "blue", "web") },
      { kind: "Pod", metadata: labels("db", "blue", "db") },
      { kind: "Pod", metadata: labels("web", "red", "web") },
      { kind: "Service", metadata, spec: { selector: { app: "web" }, ports: [{ port: 80 }] } },
      { kind: "NetworkPolicy", metadata, spec: { podSelector: { matchLabels: { app: "db" } }, policyTypes: [] } },
    ];
    const { services, policies } = readTopology({ objects, host: [], podSubnets: [] });
    assert.deepEqual([services[0]?.pods, policies[0]?.workloads], [["web"], ["db"]]);
    assert.deepEqual([services[0]?.type, services[0]?.ports], ["ClusterIP", ["80"]]);
  });

  it("does not take a secondary network for a namespace's own", () => {
    const objects = [
      {
        kind: "UserDefinedNetwork",
        metadata: { name: "net", namespace: "blue" },
        spec: { topology: "Layer2", layer2: { role: "Secondary" } },
      },
    ];
    const topology = readTopology({ objects, host: [], podSubnets: [] });
    assert.deepEqual(namespacesOf(topology), ["blue: cluster default network"]);
  });
});
