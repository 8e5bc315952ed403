import type { Check, GuestSource, Target } from "../../components/checks/check.ts";
import type { AddressFamily } from "../../components/settings/ip-family.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import { checksOfFamilies, type FamilyScope } from "../check-families.ts";
import { interfaceName, podInterface } from "./machines.ts";
import { gateway, ranges, type Tenants } from "./network.ts";

/** Port of the iperf3 server in the guest. */
const port = 9000;

const api = { kind: "api" } as const;

/**
 * The workshop's checks. Guests take the MTU of their network over. In a cluster of both families those about addresses are there for IPv6, too, as `V1-ipv6`.
 */
export function vmChecks(tenants: Tenants, { ipFamily, mtu }: Pick<ScenarioSettings, "ipFamily" | "mtu">): Check[] {
  const red: GuestSource = { kind: "guest", namespace: tenants.red, vm: "red" };
  const blue: Target = { kind: "guest", namespace: tenants.blue, vm: "blue", interface: interfaceName };
  const checksOf = (family: AddressFamily): Check[] => [
    ...networkChecks(red, blue, family, { ipFamily, mtu }),
    ...migrationChecks(red, blue),
  ];
  return checksOfFamilies(ipFamily, checksOf, scopeOf);
}

/** The internet is asked for once: few machines reach it by IPv6 if they need not. A migration is one, whatever lasts over it. */
function scopeOf({ to, expect }: Check): FamilyScope {
  const isOfAll = to.kind === "host" || expect.kind === "moves" || expect.kind === "keeps-addresses";
  return isOfAll ? "none" : "each";
}

function networkChecks(
  red: GuestSource,
  blue: Target,
  family: AddressFamily,
  { ipFamily, mtu }: Pick<ScenarioSettings, "ipFamily" | "mtu">,
): Check[] {
  const checks: readonly Omit<Check, "step">[] = [
    {
      id: "V1",
      title: "red's guest has its address, route and MTU from the network",
      from: red,
      to: { kind: "itself" },
      how: { kind: "guest-network" },
      expect: {
        kind: "network",
        ranges: [ranges[family]],
        // By IPv6 the router announces itself with a link-local address, which depends on its MAC.
        gateways: family === "ipv4" ? [gateway] : [],
        mtu,
        ...(ipFamily === "dual" ? {} : { linkLocalOnly: family === "ipv4" ? "ipv6" : "ipv4" }),
      },
    },
    {
      id: "V2",
      title: "red's guest reaches the internet by name",
      from: red,
      to: { kind: "host", host: "www.google.com" },
      how: { kind: "icmp" },
      expect: { kind: "reachable", bodies: [] },
      needsInternet: true,
    },
    {
      id: "V3",
      title: "blue's address is one of the network's, on its pod's primary interface",
      from: api,
      to: blue,
      how: { kind: "interface" },
      expect: { kind: "addresses", ranges: [ranges[family]], podInterface },
    },
    {
      id: "V4",
      title: "red's guest reaches blue's, in the other namespace",
      from: red,
      to: blue,
      how: { kind: "icmp" },
      expect: { kind: "reachable", bodies: [] },
    },
  ];
  return checks.map((check) => ({ ...check, step: "virtual-machines" }));
}

/** One experiment: blue moves while red sends to it, over one connection for each family. */
function migrationChecks(red: GuestSource, blue: Target): Check[] {
  const iperf3 = { kind: "iperf3", port } as const;
  const checks: readonly Pick<Check, "id" | "title" | "from" | "how" | "expect">[] = [
    { id: "V5", title: "red's guest sends to blue's", from: red, how: iperf3, expect: { kind: "streams" } },
    {
      id: "V6",
      title: "blue moves to another node meanwhile",
      from: api,
      how: { kind: "migration" },
      expect: { kind: "moves" },
    },
    { id: "V7", title: "the connection survives that", from: red, how: iperf3, expect: { kind: "survives" } },
    {
      id: "V8",
      title: "blue keeps its addresses and its MAC",
      from: api,
      how: { kind: "interface" },
      expect: { kind: "keeps-addresses" },
    },
  ];
  return checks.map((check) => ({ ...check, step: "migration", to: blue, experiment: "live-migration" }));
}
