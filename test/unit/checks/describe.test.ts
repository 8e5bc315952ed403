import assert from "node:assert/strict";
import type { Expectation, Probe, Source, Target } from "../../../components/checks/check.ts";
import {
  describeExpectation,
  describeProbe,
  describeSource,
  describeTarget,
} from "../../../components/checks/describe.ts";

describe("a check in words", () => {
  const sources: [Source, string][] = [
    [{ kind: "pod", namespace: "blue", pod: "client", container: "main" }, "blue/client"],
    [{ kind: "guest", namespace: "red", vm: "red" }, "guest of red/red"],
    [{ kind: "host" }, "this machine"],
    [{ kind: "api" }, "the API"],
  ];
  for (const [from, words] of sources) it(`goes from ${words}`, () => assert.equal(describeSource(from), words));

  const pod = { namespace: "blue", pod: "app-0" };
  const targets: [Target, string][] = [
    [{ kind: "secondary-network", ...pod, network: "blue/net" }, "blue/app-0 on blue/net"],
    [{ kind: "pod-network", ...pod, role: "primary" }, "blue/app-0 on its primary network"],
    [{ kind: "pod-network", ...pod, role: "infrastructure-locked" }, "blue/app-0 on its default network"],
    [{ kind: "service", namespace: "blue", service: "web" }, "service blue/web"],
    [{ kind: "node-port", namespace: "blue", service: "web", worker: 2 }, "node port of service blue/web on worker 2"],
    [{ kind: "guest", namespace: "blue", vm: "vm", interface: "happy" }, "guest of blue/vm on its interface happy"],
    [{ kind: "this-machine" }, "this machine"],
    [{ kind: "itself" }, "itself"],
    [{ kind: "host", host: "8.8.8.8" }, "8.8.8.8"],
    [{ kind: "policies", namespaces: ["blue", "red"] }, "policies in blue, red"],
  ];
  for (const [to, words] of targets) it(`goes to ${words}`, () => assert.equal(describeTarget(to), words));

  const probes: [Probe, string][] = [
    [{ kind: "http", port: 9000, path: "/hostname" }, "HTTP GET :9000/hostname"],
    [{ kind: "http", path: "/hostname" }, "HTTP GET /hostname"],
    [{ kind: "icmp" }, "ping"],
    [{ kind: "icmp", identity: { port: 8080, path: "/hostname" } }, "ping"],
    [{ kind: "tcp", port: 22 }, "TCP :22"],
    [{ kind: "sql", port: 5432, query: "SELECT 1" }, "SQL :5432 SELECT 1"],
    [{ kind: "guest-network" }, "addresses and routes"],
    [{ kind: "interface" }, "its status"],
    [{ kind: "iperf3", port: 9000 }, "iperf3 :9000"],
    [{ kind: "migration" }, "live migration"],
    [{ kind: "dns", name: "google.com" }, "DNS google.com"],
    [{ kind: "list" }, "list"],
  ];
  for (const [how, words] of probes)
    it(`is done by ${words}: ${JSON.stringify(how)}`, () => assert.equal(describeProbe(how), words));

  const expectations: [Expectation, string][] = [
    [{ kind: "reachable", bodies: [] }, "reachable"],
    [{ kind: "reachable", bodies: ["app-0"] }, "reachable, body app-0"],
    [{ kind: "reachable", bodies: ["app-0", "app-1"] }, "reachable, body app-0 or app-1"],
    [{ kind: "answers" }, "any answer"],
    [{ kind: "blocked", bodies: ["app-0"], twin: "P01" }, "blocked (once P01 passed)"],
    [{ kind: "contains", texts: ["leonardo", "swords"] }, "an answer with leonardo, swords"],
    [
      { kind: "network", ranges: ["192.168.0.0/16", "fd00::/64"], gateways: ["192.168.0.1"], mtu: 1400 },
      "dynamic addresses in 192.168.0.0/16, fd00::/64; default via 192.168.0.1; MTU 1400",
    ],
    [{ kind: "network", ranges: ["fd00::/64"], gateways: [], mtu: 1400 }, "dynamic addresses in fd00::/64; MTU 1400"],
    [
      { kind: "network", ranges: ["192.168.0.0/16"], gateways: [], mtu: 1400, linkLocalOnly: "ipv6" },
      "dynamic addresses in 192.168.0.0/16; MTU 1400; IPv6 link-local only",
    ],
    [
      { kind: "network", ranges: ["fd00::/64"], gateways: [], mtu: 1400, linkLocalOnly: "ipv4" },
      "dynamic addresses in fd00::/64; MTU 1400; IPv4 link-local only",
    ],
    [
      { kind: "addresses", ranges: ["192.168.0.0/16"], podInterface: "ovn-udn1" },
      "addresses in 192.168.0.0/16 on ovn-udn1",
    ],
    [{ kind: "resolves" }, "the name has the target's address"],
    [{ kind: "resolves", ranges: ["10.96.0.0/16", "fd00::/64"] }, "the name has addresses in 10.96.0.0/16, fd00::/64"],
    [{ kind: "streams" }, "it carries data"],
    [{ kind: "moves" }, "another node, another pod"],
    [{ kind: "survives" }, "the connection is not broken and carries data again"],
    [{ kind: "keeps-addresses" }, "the same addresses and MAC, another node"],
    [{ kind: "none" }, "none"],
  ];
  for (const [expect, words] of expectations)
    it(`expects: ${words}`, () => assert.equal(describeExpectation(expect), words));
});
