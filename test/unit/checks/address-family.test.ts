import assert from "node:assert/strict";
import { chooseAddress } from "../../../components/checks/address-family.ts";
import type { AddressedTarget, Directory } from "../../../components/checks/targets.ts";
import { locate } from "../../../components/checks/targets.ts";
import { addressBesideNodes, contains } from "../../../components/checks/this-machine.ts";
import { accessWith } from "./support.ts";

/** A cluster of both families, as OVN-Kubernetes, multus, KubeVirt and Kubernetes tell it; some things have one family only. */
const dual: Directory = accessWith({
  podAnnotations: (_, pod) =>
    Promise.resolve({
      "k8s.ovn.org/pod-networks": JSON.stringify({
        default: { role: "infrastructure-locked", ip_addresses: ["10.244.1.4/24", "fd00:10:244:2::4/64"] },
        "blue/net": {
          role: "primary",
          ip_addresses: pod === "old" ? ["103.103.1.5/24"] : ["103.103.1.5/24", "fd03:103::5/64"],
        },
      }),
      "k8s.v1.cni.cncf.io/network-status": JSON.stringify([
        { name: "blue/green", ips: ["192.168.200.3", "fd00:200::3"] },
      ]),
    }),
  service: (_, name) =>
    Promise.resolve({ clusterIPs: name === "old" ? ["10.96.3.4"] : ["10.96.3.4", "fd00:10:96::3"], nodePort: 30080 }),
  workerAddresses: () => Promise.resolve([["172.18.0.3", "fc00:f853:ccd:e793::3"], ["172.18.0.2"]]),
  virtualMachineInstance: () =>
    Promise.resolve({
      phase: "Running",
      node: "worker",
      pod: "uid",
      interfaces: [
        {
          name: "happy",
          addresses: ["fe80::858:c0ff:fea8:4", "192.168.0.4", "fd00:168::4"],
          mac: undefined,
          podInterface: undefined,
        },
        { name: "silent", addresses: [], mac: undefined, podInterface: undefined },
      ],
    }),
  ownAddresses: () => ["10.0.2.15/24", "172.18.0.1/16", "fe80::1/64", "fc00:f853:ccd:e793::1/64"],
});

const blue = { namespace: "blue", pod: "app-0" };
const nodePort = { kind: "node-port", namespace: "blue", service: "web" } as const;
const guest = { kind: "guest", namespace: "blue", vm: "vm" } as const;
const targets: [AddressedTarget, first: string, ipv6: string][] = [
  [{ kind: "pod-network", ...blue, role: "primary" }, "103.103.1.5", "fd03:103::5"],
  [{ kind: "pod-network", ...blue, role: "infrastructure-locked" }, "10.244.1.4", "fd00:10:244:2::4"],
  [{ kind: "secondary-network", ...blue, network: "blue/green" }, "192.168.200.3", "fd00:200::3"],
  [{ kind: "service", namespace: "blue", service: "web" }, "10.96.3.4", "fd00:10:96::3"],
  [{ ...nodePort, worker: 1 }, "172.18.0.3", "fc00:f853:ccd:e793::3"],
  [{ ...guest, interface: "happy" }, "192.168.0.4", "fd00:168::4"],
  [{ kind: "this-machine" }, "172.18.0.1", "fc00:f853:ccd:e793::1"],
  [{ kind: "host", host: "google.com" }, "google.com", "google.com"],
];

const missing: [AddressedTarget, problem: string][] = [
  [{ kind: "pod-network", ...blue, pod: "old", role: "primary" }, "blue/old: no ipv6 address in the role primary"],
  [{ kind: "service", namespace: "blue", service: "old" }, "service blue/old has no cluster ipv6 address"],
  [{ ...nodePort, worker: 2 }, "worker 2 has no ipv6 address; it has 172.18.0.2"],
  [{ kind: "host", host: "8.8.8.8" }, "8.8.8.8 is no ipv6 address"],
  [{ ...guest, interface: "silent" }, "virtual machine blue/vm: no ipv6 address on interface silent; it has none"],
  [
    { ...guest, interface: "sad" },
    "virtual machine blue/vm: no interface sad in its status (Running); it has happy, silent",
  ],
];

describe("the family of a target's address", () => {
  for (const [to, first, ipv6] of targets)
    it(`is the one that is asked for, else the first: ${JSON.stringify(to)}`, async () => {
      const address = async (family?: "ipv4" | "ipv6") => {
        const located = await locate(to, dual, family);
        return "address" in located ? located.address : located.problem;
      };
      assert.deepEqual([await address(), await address("ipv4"), await address("ipv6")], [first, first, ipv6]);
    });

  for (const [to, problem] of missing)
    it(`can be missing: ${problem}`, async () => assert.deepEqual(await locate(to, dual, "ipv6"), { problem }));

  it("is never that of a link-local address, which needs a link", () => {
    assert.equal(chooseAddress(["fe80::1/64", "febf::1", "fd00::1/64"], "ipv6"), "fd00::1");
    assert.equal(chooseAddress(["fe80::1"], undefined), undefined);
  });
});

describe("the address of this machine beside the nodes", () => {
  const own = ["10.0.2.15/24", "172.18.0.1/16"];

  it("is one in a worker's network, not just any", () =>
    assert.deepEqual(addressBesideNodes(own, [["192.0.2.1"], ["172.18.0.9"]], undefined), { address: "172.18.0.1" }));

  it("is not there where the nodes are elsewhere", () =>
    assert.deepEqual(addressBesideNodes(own, [["192.0.2.1"]], undefined), {
      problem: "this machine has no address in the network of a worker (192.0.2.1); it has 10.0.2.15/24, 172.18.0.1/16",
    }));

  it("is not there where no worker has an address of the family", () =>
    assert.deepEqual(addressBesideNodes(own, [["172.18.0.9"]], "ipv6"), {
      problem: "no worker has an ipv6 address of type InternalIP",
    }));
});

describe("a network", () => {
  for (const [cidr, address, held] of [
    ["192.168.0.0/16", "192.168.255.1", true],
    ["192.168.0.0/16", "192.169.0.1", false],
    ["172.18.0.1/16", "172.18.9.9", true],
    ["fd00:168::/64", "fd00:168::4", true],
    ["fd00:168::/64", "fd00:169::4", false],
    ["0.0.0.0/0", "fd00::1", false],
    ["192.168.0.0", "192.168.0.0", false],
    ["192.168.0.0/16", "blue", false],
  ] as const)
    it(`${cidr} ${held ? "holds" : "does not hold"} ${address}`, () => assert.equal(contains(cidr, address), held));
});
