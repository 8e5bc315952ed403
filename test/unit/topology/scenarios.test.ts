import assert from "node:assert/strict";
import { namespacesOf, networksOf, policiesOf, type Printed, printedTopologies, workloadsOf } from "./support.ts";

const own = "cluster default network: default, 10.244.0.0/16";

describe("the topology of a scenario", function () {
  this.timeout(60_000);
  const printed: Printed[] = [];
  const names = ["overlay", "overlay-mixed", "localnet", "udn-pods", "udn-vms"] as const;
  const of = (name: (typeof names)[number]): Printed => printed[names.indexOf(name)] as Printed;

  before(async () => void printed.push(...(await printedTopologies(...names.map((name) => `scenario=${name}`)))));

  it("overlay has three pods of two namespaces on one secondary network", () => {
    const { topology, ends } = of("overlay");
    const on = "cluster default network, green-network";
    assert.deepEqual(networksOf(topology), [own, "green-network: secondary, layer 2, 192.168.200.0/24"]);
    assert.deepEqual(topology.networks[1]?.definedBy, [
      "NetworkAttachmentDefinition tenantblue/shared-net",
      "NetworkAttachmentDefinition tenantyellow/shared-net",
    ]);
    assert.deepEqual(namespacesOf(topology), [
      "tenantblue: cluster default network",
      "tenantyellow: cluster default network",
    ]);
    assert.deepEqual(workloadsOf(topology), [
      `pod tenantblue/blue-server: ${on}`,
      `pod tenantblue/podclient: ${on}`,
      `pod tenantyellow/yellow-server: ${on}`,
    ]);
    assert.deepEqual(ends, {
      O1: "pod tenantblue/podclient > pod tenantblue/blue-server > on green-network",
      O2: "pod tenantblue/podclient > pod tenantyellow/yellow-server > on green-network",
    });
  });

  it("overlay-mixed has the client in a virtual machine, and addresses that are chosen by hand", () => {
    const { topology, ends } = of("overlay-mixed");
    assert.deepEqual(networksOf(topology), [own, "green-network: secondary, layer 2"]);
    assert.deepEqual(workloadsOf(topology), [
      "pod tenantblue/blue-server: cluster default network, green-network 192.168.200.20/24",
      "virtual machine tenantblue/vm-client: cluster default network, green-network 192.168.200.10/24",
      "pod tenantyellow/yellow-server: cluster default network, green-network 192.168.200.30/24",
    ]);
    assert.deepEqual(ends, {
      M1: "virtual machine tenantblue/vm-client > pod tenantblue/blue-server > on green-network",
      M2: "virtual machine tenantblue/vm-client > pod tenantyellow/yellow-server > on green-network",
    });
  });

  it("localnet has a VLAN with a database outside of the cluster, and policies for those on it", () => {
    const { topology, ends } = of("localnet");
    assert.deepEqual(networksOf(topology), [own, "data-net: secondary, localnet, VLAN 123"]);
    assert.deepEqual(workloadsOf(topology), [
      "pod data-adapter/turtle-db-adapter: cluster default network, data-net 192.168.200.10/24",
      "virtual machine data-consumer/vm-workload: cluster default network, data-net 192.168.200.20/24",
    ]);
    const onVlan = [{ network: "network data-net", address: "192.168.200.1/24" }];
    assert.deepEqual(
      topology.places.map(({ kind, note, attachments }) => [kind, note, attachments]),
      [
        ["this machine", undefined, onVlan],
        ["database", "PostgreSQL on port 5432", onVlan],
      ],
    );
    assert.deepEqual(policiesOf(topology), [
      "MultiNetworkPolicy data-adapter/db-adapter; turtle-db-adapter; network data-net; in: TCP 9000 from 192.168.200.0/24; out: TCP 5432 to 192.168.200.1/32",
      "MultiNetworkPolicy data-consumer/web-client; vm-workload; network data-net; in: nothing; out: TCP 9000 to 192.168.200.0/24",
    ]);
    const [vm, adapter] = ["virtual machine data-consumer/vm-workload", "pod data-adapter/turtle-db-adapter"];
    const [machine, database] = ["this machine this machine", "database :5432"];
    assert.deepEqual(ends, {
      L0: `${machine} > ${database}`,
      L1: `${vm} > ${database} > on data-net`,
      L2: `${vm} > ${adapter} > on data-net`,
      L3: `${vm} > ${database} > on data-net`,
      L3a: `${vm} > ${database}`,
      L4: `${vm} > ${adapter} > on data-net`,
      L5: `${adapter} > ${vm} > on data-net`,
      L5a: `${adapter} > ${database} > on data-net`,
      L6: `${machine} > ${vm} > on data-net`,
      L6a: `${machine} > ${adapter} > on data-net`,
    });
  });

  it("udn-pods has a network each for blue and green, one for red and yellow, and one with blue's range", () => {
    const { topology } = of("udn-pods");
    assert.deepEqual(networksOf(topology).toSorted(), [
      "blue-network: primary, layer 3, 103.103.0.0/16",
      own,
      "colored-enterprise: primary, layer 2, 192.168.0.0/16",
      "green-network: primary, layer 3, 203.203.0.0/16",
      "overlapping-with-blue-network: primary, layer 3, 103.103.0.0/16",
    ]);
    assert.deepEqual(namespacesOf(topology), [
      "blue: blue-network",
      "default: cluster default network",
      "green: green-network",
      "overlapping-with-blue: overlapping-with-blue-network",
      "red: colored-enterprise",
      "yellow: colored-enterprise",
    ]);
    const sets = ["blue", "default", "green", "overlapping-with-blue", "red", "yellow"].flatMap((namespace) => {
      const set = `app-${namespace === "overlapping-with-blue" ? "overlapping-blue" : namespace}`;
      return [`${namespace}/${set}-0`, `${namespace}/${set}-1`];
    });
    assert.deepEqual(
      topology.workloads.map(({ namespace, name }) => `${namespace}/${name}`),
      sets,
    );
    assert.deepEqual(
      topology.services.map(({ namespace, name, type, ports, pods }) => [`${namespace}/${name}`, type, ports, pods]),
      ["blue", "green"].map((color) => [
        `${color}/service-${color}`,
        "NodePort",
        ["80 to 8080"],
        [`app-${color}-0`, `app-${color}-1`],
      ]),
    );
    assert.deepEqual(policiesOf(topology), [
      "NetworkPolicy red/allow-to-devconf-demo-pods; app-red-0 app-red-1; primary; out: TCP 8080 to pods with purpose=devconf-eu-2025-demo of all namespaces",
    ]);
  });

  it("udn-pods has its checks between the workshop's pods, services and the outside", () => {
    const pod = (color: string, ordinal: number): string => `pod ${color}/app-${color}-${ordinal}`;
    const { ends } = of("udn-pods");
    const expected: Record<string, string> = {
      P01: `${pod("blue", 0)} > ${pod("blue", 1)}`,
      P02: `${pod("blue", 0)} > ${pod("blue", 1)} > on the default network`,
      P03: `${pod("green", 0)} > ${pod("green", 1)}`,
      P04: `${pod("green", 0)} > ${pod("green", 1)} > on the default network`,
      P05: "API Kubernetes API > API Kubernetes API",
      P06: `${pod("blue", 0)} > ${pod("green", 1)}`,
      P07: `${pod("red", 0)} > ${pod("yellow", 1)}`,
      P08: `${pod("blue", 0)} > service blue/service-blue`,
      P09: `${pod("green", 0)} > service green/service-green`,
      P10: `${pod("blue", 0)} > service green/service-green`,
      P11: "this machine this machine > service blue/service-blue > by node port, worker 1",
      P12: "this machine this machine > service green/service-green > by node port, worker 2",
      P13: `${pod("blue", 0)} > API Kubernetes API`,
      P14: `${pod("green", 0)} > API Kubernetes API`,
      P15: `${pod("red", 0)} > API Kubernetes API`,
      P16: `${pod("yellow", 0)} > API Kubernetes API`,
      P17: `${pod("blue", 0)} > internet 8.8.8.8`,
      P17b: `${pod("green", 0)} > internet google.com`,
      P18: `${pod("blue", 0)} > internet 8.8.8.8`,
      P19: "pod overlapping-with-blue/app-overlapping-blue-0 > internet 8.8.8.8",
      P20: "API Kubernetes API > API Kubernetes API",
      P21: `${pod("red", 0)} > ${pod("yellow", 1)}`,
      P22: `${pod("red", 0)} > ${pod("yellow", 1)}`,
      P23: `${pod("red", 0)} > ${pod("blue", 1)}`,
      P24: `${pod("red", 0)} > ${pod("yellow", 1)}`,
      P25: `${pod("red", 0)} > ${pod("yellow", 1)}`,
      P26: `${pod("red", 0)} > ${pod("blue", 1)}`,
    };
    for (const [id, line] of Object.entries(expected)) assert.equal(ends[id], line, id);
  });

  it("udn-vms has two machines of two namespaces on one primary network", () => {
    const { topology, ends } = of("udn-vms");
    assert.deepEqual(networksOf(topology), [own, "happy-tenant: primary, layer 2, 192.168.0.0/16"]);
    assert.deepEqual(workloadsOf(topology), [
      "virtual machine blue-namespace/blue: happy-tenant",
      "virtual machine red-namespace/red: happy-tenant",
    ]);
    const [red, blue] = ["virtual machine red-namespace/red", "virtual machine blue-namespace/blue"];
    const expected: Record<string, string> = {
      V1: `${red} > ${red}`,
      V2: `${red} > internet www.google.com`,
      V3: `API Kubernetes API > ${blue}`,
      V4: `${red} > ${blue}`,
      V5: `${red} > ${blue}`,
      V6: `API Kubernetes API > ${blue}`,
      V7: `${red} > ${blue}`,
      V8: `API Kubernetes API > ${blue}`,
    };
    for (const [id, line] of Object.entries(expected)) assert.equal(ends[id], line, id);
  });

  it("has a place in it for every end of a check", () => {
    for (const { ends } of printed)
      for (const [id, line] of Object.entries(ends)) assert.doesNotMatch(line, /unknown/, id);
  });
});

describe("the topology of settings", function () {
  this.timeout(60_000);
  let printed: Printed[] = [];
  before(async () => {
    printed = await printedTopologies(
      "scenario=localnet cluster=simulated",
      "scenario=udn-pods step=2",
      "scenario=udn-pods ipFamily=dual namePrefix=a-",
      "scenario=localnet localnetSubnet=192.0.2.0/24 vlanId=7 databasePort=5433",
    );
  });

  it("has no database that this stack does not make, but an outsider in its place", () => {
    const { topology, ends } = printed[0] as Printed;
    assert.deepEqual(topology.places, []);
    assert.equal(ends["L1"], "virtual machine data-consumer/vm-workload > outside 192.168.200.1");
    assert.equal(ends["L0"], "this machine this machine > this machine this machine");
  });

  it("ends with the step that is built, and so do its checks", () => {
    const { topology, ends } = printed[1] as Printed;
    assert.deepEqual(topology.workloads, []);
    assert.deepEqual(ends, {});
    assert.equal(topology.namespaces.length, 4);
    assert.equal(topology.networks.length, 3);
  });

  it("has both families of addresses, and prefixes of names", () => {
    const { topology, ends } = printed[2] as Printed;
    assert.ok(networksOf(topology).includes("blue-network: primary, layer 3, 103.103.0.0/16, fd00:103:103::/48"));
    assert.ok(namespacesOf(topology).includes("a-red: a-colored-enterprise"));
    assert.equal(ends["P17-ipv6"], "pod a-blue/app-blue-0 > internet 2001:4860:4860::8888");
    assert.equal(ends["P01-ipv6"], "pod a-blue/app-blue-0 > pod a-blue/app-blue-1");
  });

  it("has another VLAN, range and port of the database", () => {
    const { topology, ends } = printed[3] as Printed;
    assert.ok(networksOf(topology).includes("data-net: secondary, localnet, VLAN 7"));
    assert.equal(ends["L3"], "virtual machine data-consumer/vm-workload > database :5433 > on data-net");
  });
});
