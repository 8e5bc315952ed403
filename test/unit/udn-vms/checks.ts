/** Facts of the talk's VM workshop: its checks, in its order. */
import type { Check } from "../../../components/checks/check.ts";

export type CheckFacts = Omit<Check, "title">;

const v4 = "192.168.0.0/16";
const v6 = "fd00:192:168::/64";

/** The checks with the talk's addresses, with IPv6 in their place, or with both. */
export function checksFor(family: "ipv4" | "ipv6" | "dual", prefix = "", mtu = 1400): CheckFacts[] {
  const red = { kind: "guest", namespace: `${prefix}red-namespace`, vm: "red" } as const;
  const blue = { kind: "guest", namespace: `${prefix}blue-namespace`, vm: "blue", interface: "happy" } as const;
  const admin = { kind: "api" } as const;
  const machines = { step: "virtual-machines" };
  const migration = { step: "migration", to: blue, experiment: "live-migration" } as const;
  const reachable = { kind: "reachable", bodies: [] as string[] } as const;
  const iperf3 = { kind: "iperf3", port: 9000 } as const;

  const v1 = (
    id: string,
    range: string,
    gateways: string[],
    others: { linkLocalOnly?: "ipv4" | "ipv6" } = {},
  ): CheckFacts => ({
    ...machines,
    id,
    from: red,
    to: { kind: "itself" },
    how: { kind: "guest-network" },
    expect: { kind: "network", ranges: [range], gateways, mtu, ...others },
  });
  const v3 = (id: string, range: string): CheckFacts => ({
    ...machines,
    id,
    from: admin,
    to: blue,
    how: { kind: "interface" },
    expect: { kind: "addresses", ranges: [range], podInterface: "ovn-udn1" },
  });
  const v4Ping = (id: string): CheckFacts => ({
    ...machines,
    id,
    from: red,
    to: blue,
    how: { kind: "icmp" },
    expect: reachable,
  });
  const v2: CheckFacts = {
    ...machines,
    id: "V2",
    from: red,
    to: { kind: "host", host: "www.google.com" },
    how: { kind: "icmp" },
    expect: reachable,
    needsInternet: true,
  };
  const v5 = (id: string): CheckFacts => ({ ...migration, id, from: red, how: iperf3, expect: { kind: "streams" } });
  const v6Migration: CheckFacts = {
    ...migration,
    id: "V6",
    from: admin,
    how: { kind: "migration" },
    expect: { kind: "moves" },
  };
  const v7 = (id: string): CheckFacts => ({ ...migration, id, from: red, how: iperf3, expect: { kind: "survives" } });
  const v8: CheckFacts = {
    ...migration,
    id: "V8",
    from: admin,
    how: { kind: "interface" },
    expect: { kind: "keeps-addresses" },
  };
  const of = (one: "ipv4" | "ipv6", check: CheckFacts): CheckFacts => ({ ...check, family: one });
  const ipv4 = [
    v1("V1", v4, ["192.168.0.1"], { linkLocalOnly: "ipv6" }),
    v2,
    ...[v3("V3", v4), v4Ping("V4"), v5("V5"), v6Migration, v7("V7"), v8],
  ];
  const ipv6 = [
    of("ipv6", v1("V1", v6, [], { linkLocalOnly: "ipv4" })),
    v2,
    ...[
      of("ipv6", v3("V3", v6)),
      of("ipv6", v4Ping("V4")),
      of("ipv6", v5("V5")),
      v6Migration,
      of("ipv6", v7("V7")),
      v8,
    ],
  ];
  const both = [
    of("ipv4", v1("V1", v4, ["192.168.0.1"])),
    of("ipv6", v1("V1-ipv6", v6, [])),
    v2,
    of("ipv4", v3("V3", v4)),
    of("ipv6", v3("V3-ipv6", v6)),
    of("ipv4", v4Ping("V4")),
    of("ipv6", v4Ping("V4-ipv6")),
    of("ipv4", v5("V5")),
    of("ipv6", v5("V5-ipv6")),
    v6Migration,
    of("ipv4", v7("V7")),
    of("ipv6", v7("V7-ipv6")),
    v8,
  ];
  return { ipv4, ipv6, dual: both }[family];
}
