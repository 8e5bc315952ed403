import assert from "node:assert/strict";
import { bridgeName } from "../../../components/host/bridge.ts";
import { hostRefusal, portConflicts, vlanConflicts } from "../../../components/host/conflicts.ts";
import { ipv4Of, type Link, parseLinks } from "../../../components/host/links.ts";
import { parseListeners } from "../../../components/host/listeners.ts";

/** Of iproute2 6.1, with the fields that are read and some that are not. */
const printed = [
  {
    ifindex: 1,
    ifname: "lo",
    flags: ["LOOPBACK", "UP", "LOWER_UP"],
    operstate: "UNKNOWN",
    addr_info: [
      { family: "inet", local: "127.0.0.1", prefixlen: 8, scope: "host" },
      { family: "inet6", local: "::1", prefixlen: 128, scope: "host" },
    ],
  },
  { ifname: "vxlan0", flags: [], linkinfo: { info_kind: "vxlan", info_data: { id: 7 } }, addr_info: [{}] },
  {
    ifname: "br-0123456789ab.1",
    link: "br-0123456789ab",
    flags: ["BROADCAST"],
    ifalias: "by hand",
    linkinfo: { info_kind: "vlan", info_data: { protocol: "802.1Q", id: 123, flags: ["REORDER_HDR"] } },
    addr_info: [],
  },
  { ifname: "tunl0", link: null, flags: ["NOARP"] },
];

const plain: Link = { name: "eth0", up: true, addresses: [] };
const wanted = { interface: "lab-58c0e1.123", vlanId: 123, address: "192.168.200.1/24" };

describe("this machine's interfaces", () => {
  const [lo, vxlan, vlan, tunnel] = parseLinks(JSON.stringify(printed));

  it("are read from ip's JSON: name, state, addresses, and of a VLAN its tag and what it lies on", () => {
    assert.deepEqual([lo?.name, lo?.up, lo?.addresses], ["lo", true, ["127.0.0.1/8", "::1/128"]]);
    assert.deepEqual(
      [vlan?.kind, vlan?.parent, vlan?.vlanId, vlan?.alias, vlan?.up],
      ["vlan", "br-0123456789ab", 123, "by hand", false],
    );
  });

  it("have no tag where the number is another kind's", () =>
    assert.deepEqual([vxlan?.vlanId, vxlan?.addresses, tunnel?.parent], [undefined, [], undefined]));

  it("have IPv4 addresses that a server can listen on", () => assert.deepEqual(lo && ipv4Of(lo), ["127.0.0.1"]));
});

describe("the bridge of kind's network", () => {
  const id = "58c0e1f3a4b5c6d7e8f9";
  for (const [what, network, expected] of [
    ["what podman calls it", { name: "kind", id, network_interface: "podman1", driver: "bridge" }, "podman1"],
    ["br- and 12 characters of docker's id", { Name: "kind", Id: id, Options: {} }, "br-58c0e1f3a4b5"],
    ["the same without options", { Id: id, Options: null }, "br-58c0e1f3a4b5"],
    [
      "what an option of docker's calls it",
      { Id: id, Options: { "com.docker.network.bridge.name": "kind0" } },
      "kind0",
    ],
  ] as const)
    it(`is ${what}`, () => assert.equal(bridgeName(JSON.stringify([network])), expected));

  it("is not guessed from something else", () => assert.throws(() => bridgeName('[{"Name":"kind"}]')));
});

describe("what is in the way of a VLAN", () => {
  const conflicts = (link: Partial<Link>, bridge?: string): string[] =>
    vlanConflicts(wanted, [{ ...plain, ...link }], bridge ?? "br-a");

  it("is an address of the same network, whoever has it and however long its prefix is", () => {
    assert.deepEqual(conflicts({ name: "wlan0", addresses: ["192.168.200.77/24"] }), [
      "192.168.200.1/24 is on the same network as 192.168.200.77/24 of interface wlan0: set another lab:localnetSubnet",
    ]);
    for (const address of ["192.168.200.1/24", "192.168.0.9/16", "192.168.200.200/32"])
      assert.equal(conflicts({ addresses: [address] }).length, 1, address);
  });

  it("is the same VLAN on the same bridge, and says whose it is", () =>
    assert.deepEqual(
      conflicts({ name: "lab-000000.123", kind: "vlan", parent: "br-a", vlanId: 123, alias: "stack other" }),
      ["VLAN 123 of bridge br-a is lab-000000.123 (stack other) already: set another lab:vlanId"],
    ));

  it("is nothing of other networks, tags and bridges", () => {
    assert.deepEqual(conflicts({ addresses: ["192.168.201.1/24", "fe80::1/64", "10.0.0.1/8"] }), []);
    assert.deepEqual(conflicts({ kind: "vlan", parent: "br-a", vlanId: 124 }), []);
    assert.deepEqual(conflicts({ kind: "vlan", parent: "br-b", vlanId: 123 }), []);
  });
});

describe("who listens on this machine", () => {
  const listeners = parseListeners(
    [
      'LISTEN 0      4096   127.0.0.53%lo:53        0.0.0.0:*    users:(("systemd-resolve",pid=812,fd=14))',
      "LISTEN 0      244        127.0.0.1:5432      0.0.0.0:*          ",
      'LISTEN 0      511                *:5433            *:*    users:(("node",pid=9,fd=3),("node",pid=9,fd=4))',
      'LISTEN 0      128             [::]:22           [::]:*    users:(("sshd",pid=1,fd=4))',
      "",
    ].join("\n"),
  );

  it("is read from ss: address, port, and the programs that may be seen", () =>
    assert.deepEqual(listeners, [
      { address: "127.0.0.53", port: 53, who: "systemd-resolve (812)" },
      { address: "127.0.0.1", port: 5432, who: "" },
      { address: "*", port: 5433, who: "node (9)" },
      { address: "[::]", port: 22, who: "sshd (1)" },
    ]));

  it("is in the way on all addresses and on the wanted ones, and not on others", () => {
    assert.deepEqual(portConflicts(5432, ["172.18.0.1", "192.168.200.1"], listeners), []);
    assert.deepEqual(portConflicts(5432, ["127.0.0.1"], listeners), [
      "port 5432 of this machine is taken by a process that only root may see (127.0.0.1:5432): set another lab:databasePort",
    ]);
    assert.deepEqual(portConflicts(5433, ["192.168.200.1"], listeners), [
      "port 5433 of this machine is taken by node (9) (*:5433): set another lab:databasePort",
    ]);
  });
});

describe("what is refused of this machine", () => {
  const first = "scenario localnet cannot have its side of this machine:";

  it("ends with how a setting is changed, where one helps", () => {
    const taken = "VLAN 123 is taken: set another lab:vlanId";
    assert.deepEqual(hostRefusal([taken], "friday"), [
      first,
      taken,
      "Change a setting with: pulumi config set lab:<name> <value> --stack friday",
    ]);
  });

  it("says nothing of settings where none does", () =>
    assert.deepEqual(hostRefusal(["it needs root"], "friday"), [first, "it needs root"]));
});
