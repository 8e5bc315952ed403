import assert from "node:assert/strict";
import type { Expectation } from "../../../components/checks/check.ts";
import { describeGuestNetwork, readGuestNetwork } from "../../../components/checks/guest-network.ts";
import { judge } from "../../../components/checks/verdict.ts";

/** As iproute2 6.7 prints it in the guest of the talk's VM `red`, with an address of each family. */
const addresses = [
  { ifname: "lo", mtu: 65536, addr_info: [{ family: "inet", local: "127.0.0.1", prefixlen: 8, scope: "host" }] },
  {
    ifname: "eth0",
    mtu: 1400,
    addr_info: [
      { family: "inet", local: "192.168.0.3", prefixlen: 16, scope: "global", dynamic: true, noprefixroute: true },
      { family: "inet6", local: "fd00:168::3", prefixlen: 128, scope: "global", dynamic: true },
      { family: "inet6", local: "fe80::858:c0ff:fea8:3", prefixlen: 64, scope: "link" },
    ],
  },
];
const routes4 = [
  { dst: "default", gateway: "192.168.0.1", dev: "eth0", protocol: "dhcp", metric: 100, flags: [] },
  { dst: "192.168.0.0/16", dev: "eth0", protocol: "kernel", scope: "link", prefsrc: "192.168.0.3", flags: [] },
];
const routes6 = [
  { dst: "fd00:168::3", dev: "eth0", protocol: "kernel", metric: 100 },
  { dst: "default", dev: "eth0", protocol: "ra", nexthops: [{ gateway: "fe80::1", dev: "eth0", weight: 1 }] },
];
const printed = (...parts: object[]) => ({
  exitCode: 0,
  stdout: parts.map((part) => `${JSON.stringify(part)}\n`).join("\n"),
  stderr: "",
});
const seen = readGuestNetwork(printed(addresses, routes4, routes6));

type Network = Extract<Expectation, { kind: "network" }>;
const v1: Network = { kind: "network", ranges: ["192.168.0.0/16"], gateways: ["192.168.0.1"], mtu: 1400 };

describe("the network as a guest tells it", () => {
  it("has its addresses and how they came, and where it leads", () => {
    assert.equal(seen.kind, "guest network");
    assert.equal(
      describeGuestNetwork(seen),
      "eth0 192.168.0.3/16 (dynamic), fd00:168::3/128 (dynamic), fe80::858:c0ff:fea8:3/64 (link-local), MTU 1400; default via 192.168.0.1 on eth0; default via fe80::1 on eth0",
    );
  });

  it("says that there is nothing", () => {
    const none = readGuestNetwork(printed([], [], []));
    assert.equal("links" in none ? describeGuestNetwork(none) : "", "no address; no default route");
  });

  const met: Record<string, Network> = {
    "what the talk shows": v1,
    "both families": { ...v1, ranges: [...v1.ranges, "fd00:168::/64"], gateways: ["192.168.0.1", "fe80::1"] },
    "no word on gateways": { ...v1, ranges: ["fd00:168::/64"], gateways: [] },
  };
  for (const [what, expect] of Object.entries(met))
    it(`meets ${what}`, () => assert.equal(judge(expect, seen), "passed"));

  const unmet: Record<string, Network> = {
    "another range": { ...v1, ranges: ["192.168.200.0/24"] },
    "a range besides": { ...v1, ranges: [...v1.ranges, "fd00:169::/64"] },
    "another gateway": { ...v1, gateways: ["192.168.0.254"] },
    "another MTU": { ...v1, mtu: 1500 },
  };
  for (const [what, expect] of Object.entries(unmet))
    it(`does not meet ${what}`, () => assert.equal(judge(expect, seen), "failed"));

  const [lo, eth0] = addresses as [object, (typeof addresses)[number]];
  const others: Record<string, ReturnType<typeof printed>> = {
    "an address that somebody set by hand": printed(
      [lo, { ...eth0, addr_info: [{ local: "192.168.0.3", prefixlen: 16, scope: "global" }] }],
      routes4,
      routes6,
    ),
    "a route over another link": printed(addresses, [{ ...routes4[0], dev: "eth1" }], routes6),
    "an MTU of another link": printed(
      [
        { ...eth0, mtu: 1500 },
        { ifname: "eth1", mtu: 1400, addr_info: [] },
      ],
      routes4,
      [],
    ),
  };
  for (const [what, outcome] of Object.entries(others))
    it(`is not met by ${what}`, () => assert.equal(judge(v1, readGuestNetwork(outcome)), "failed"));

  const only: Record<string, [family: "ipv4" | "ipv6", local: string, scope: string, verdict: string]> = {
    "met by a link-local IPv6 address": ["ipv6", "fe80::858:c0ff:fea8:3", "link", "passed"],
    "not met by a unique local address": ["ipv6", "fd00:168::3", "global", "failed"],
    "not met by a public IPv6 address": ["ipv6", "2001:4860::3", "global", "failed"],
    "not met by a site-local IPv6 address": ["ipv6", "fec0::3", "site", "failed"],
    "met by a link-local IPv4 address, whatever its scope": ["ipv4", "169.254.7.3", "global", "passed"],
    "not met by a private IPv4 address": ["ipv4", "192.168.0.3", "global", "failed"],
    "not met by an IPv4 address that says to be of its link": ["ipv4", "192.168.0.3", "link", "failed"],
  };
  for (const [claim, [linkLocalOnly, local, scope, verdict]] of Object.entries(only))
    it(`with ${linkLocalOnly} link-local only is ${claim}`, () => {
      const own = linkLocalOnly === "ipv6" ? "192.168.0.3" : "fd00:168::3";
      const addr_info = [
        { local: own, prefixlen: 16, scope: "global", dynamic: true },
        { local, prefixlen: 64, scope, dynamic: true },
      ];
      const network = readGuestNetwork(printed([lo, { ...eth0, addr_info }], [], []));
      const range = linkLocalOnly === "ipv6" ? "192.168.0.0/16" : "fd00:168::/64";
      assert.equal(
        judge({ kind: "network", ranges: [range], gateways: [], mtu: 1400, linkLocalOnly }, network),
        verdict,
      );
    });

  const useless: Record<string, ReturnType<typeof printed>> = {
    "without ip": { exitCode: 127, stdout: "", stderr: "sh: ip: command not found" },
    "with half of the output": printed(addresses, routes4),
    "with something else": { exitCode: 0, stdout: "a\nb\nc\n", stderr: "" },
    "with another form": printed(addresses, routes4, { dst: "default" }),
  };
  for (const [what, outcome] of Object.entries(useless))
    it(`says nothing ${what}`, () => {
      const nothing = readGuestNetwork(outcome);
      assert.equal(judge(v1, nothing), "not run");
      assert.match("reason" in nothing ? nothing.reason : "", /^ip did not tell the guest's network \(/);
    });
});
