import assert from "node:assert/strict";
import { cidrProblem, clusterFamily, nodesOf, nodeSubnet, overlap } from "../../../components/settings/cidr.ts";

const noCidr = "it is not a network in CIDR form, such as 10.244.0.0/16";

describe("a network in CIDR form", () => {
  for (const good of ["10.244.0.0/16", "192.168.200.0/24", "10.0.0.1/32", "0.0.0.0/0", "fd00:10:244::/56", "FD00::/64"])
    it(`accepts ${good}`, () => assert.equal(cidrProblem(good), undefined));

  for (const bad of [
    "",
    "10.244.0.0",
    "10.244.0.0/",
    "10.244.0.0/33",
    "10.244.0.0/-1",
    "10.244.0.0/16/24",
    "10.256.0.0/16",
    "fd00::/129",
    "pods/16",
    " 10.244.0.0/16",
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => assert.equal(cidrProblem(bad), noCidr));

  for (const notGo of [
    "0x0a.0.0.0/8",
    "010.0.0.0/8",
    "10/8",
    "10.1/16",
    "167772160/8",
    "10.0.0.0/08",
    "fe80::%eth0/64",
  ])
    it(`refuses ${notGo}, which Go does not read`, () => assert.equal(cidrProblem(notGo), noCidr));

  const hostBits: Record<string, string> = {
    "10.244.0.1/16": "10.244.0.0/16",
    "10.244.0.0/13": "10.240.0.0/13",
    "fd00:10:244::1/64": "fd00:10:244::/64",
  };
  for (const [text, own] of Object.entries(hostBits))
    it(`refuses ${text} and names ${own}`, () =>
      assert.equal(cidrProblem(text), `it has host bits set; the network's own address is ${own}`));
});

describe("two networks", () => {
  const table: [left: string, right: string, overlap: boolean][] = [
    ["10.244.0.0/16", "10.244.0.0/16", true],
    ["10.0.0.0/8", "10.244.0.0/16", true],
    ["10.244.0.0/16", "10.245.0.0/16", false],
    ["10.244.0.0/17", "10.244.128.0/17", false],
    ["0.0.0.0/0", "192.0.2.0/24", true],
    ["fd00::/8", "fd98::/64", true],
    ["fd98::/64", "fd98:0:0:1::/64", false],
    ["::/0", "10.0.0.0/8", false],
  ];
  for (const [left, right, expected] of table)
    it(`${expected ? "overlap" : "do not overlap"}: ${left} and ${right}, in either order`, () =>
      assert.deepEqual([overlap(left, right), overlap(right, left)], [expected, expected]));
});

describe("a pod network", () => {
  const table: Record<string, number> = {
    "10.244.0.0/16": 256,
    "10.244.0.0/23": 2,
    "10.244.0.0/24": 0,
    "10.244.0.0/28": 0,
    "fd00::/56": 256,
    "fd00::/64": 0,
  };
  for (const [network, nodes] of Object.entries(table))
    it(`has subnets for ${nodes} nodes: ${network}`, () => assert.equal(nodesOf(network), nodes));
});

describe("a node's subnet", () => {
  const table: [podSubnet: string, index: number, subnet: string][] = [
    ["10.244.0.0/16", 0, "10.244.0.0/24"],
    ["10.244.0.0/16", 2, "10.244.2.0/24"],
    ["10.244.0.0/14", 258, "10.245.2.0/24"],
    ["fd00:10:244::/48", 0, "fd00:10:244::/64"],
    ["fd00:10:244::/48", 9, "fd00:10:244:9::/64"],
    ["fd00:10:244:ff00::/56", 255, "fd00:10:244:ffff::/64"],
  ];
  for (const [podSubnet, index, subnet] of table)
    it(`of ${podSubnet}, that of node ${index}, is ${subnet}`, () =>
      assert.equal(nodeSubnet(podSubnet, index), subnet));
});

describe("the families of a cluster", () => {
  it("are those of its networks", () =>
    assert.deepEqual([["10.0.0.0/8"], ["fd00::/48"], ["10.0.0.0/8", "fd00::/48"]].map(clusterFamily), [
      "ipv4",
      "ipv6",
      "dual",
    ]));
});
