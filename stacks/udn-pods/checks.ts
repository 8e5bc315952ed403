import type { Check, Expectation, Probe, Target } from "../../components/checks/check.ts";
import type { AddressFamily } from "../../components/settings/ip-family.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import { checksOfFamilies, type FamilyScope } from "../check-families.ts";
import { addedTenantChecks } from "./added-tenant-checks.ts";
import { blocked, http, ping, reaches } from "./check-words.ts";
import { apiServer, type Places, places } from "./places.ts";

const answers: Expectation = { kind: "answers" };

/** What holds in red only while it has no policy. */
const untilPolicy = { until: "policy" } as const;
const needsInternet = { needsInternet: true } as const;

const api: Target = { kind: "host", host: apiServer };
/** DNS is not per network: CoreDNS has no address but on the default one, and answers pods of all others. */
const apiService: Target = { kind: "service", namespace: "default", service: "kubernetes" };
const apiName: Probe = { kind: "dns", name: apiServer };
const resolves: Expectation = { kind: "resolves" };
const pods = (network: string): string[] => [`app-${network}-0`, `app-${network}-1`];

type Row = [id: string, title: string, source: Check["from"], target: Target, how: Probe, expect: Expectation];
function rows(step: string, table: readonly [...Row, Partial<Check>?][]): Check[] {
  return table.map(([id, title, source, target, how, expect, extra]) => ({
    id,
    title,
    step,
    from: source,
    to: target,
    how,
    expect,
    ...extra,
  }));
}

/** The workshop's checks in its own order. The twin of P25 is P24, not P22: only a check that still holds can pass in the same run. */
function checksAt({ blue, green, red, yellow, overlapping, host, ...to }: Places): Check[] {
  const { secondPod, service, nodePort, internet, noPolicies } = to;
  return [
    ...rows("workloads", [
      ["P01", "blue pods reach each other on their network", blue, secondPod("blue"), ping, reaches("app-blue-1")],
      [
        "P02",
        "blue pods do not reach each other on the default network",
        blue,
        secondPod("blue", "infrastructure-locked"),
        ping,
        blocked("P01", "app-blue-1"),
      ],
      ["P03", "green pods reach each other on their network", green, secondPod("green"), ping, reaches("app-green-1")],
      [
        "P04",
        "green pods do not reach each other on the default network",
        green,
        secondPod("green", "infrastructure-locked"),
        ping,
        blocked("P03", "app-green-1"),
      ],
      [
        "P05",
        "no policy is the reason for that",
        { kind: "api" },
        noPolicies(),
        { kind: "list" },
        { kind: "none" },
        untilPolicy,
      ],
      [
        "P06",
        "blue does not reach green: they are different networks",
        blue,
        secondPod("green"),
        ping,
        blocked("P03", "app-green-1"),
      ],
      [
        "P07",
        "red reaches yellow: one network over two namespaces",
        red,
        secondPod("yellow"),
        ping,
        reaches("app-yellow-1"),
        untilPolicy,
      ],
    ]),
    ...rows("services", [
      ["P08", "blue reaches its own service", blue, service("blue"), http(80), reaches(...pods("blue"))],
      ["P09", "green reaches its own service", green, service("green"), http(80), reaches(...pods("green"))],
      [
        "P10",
        "blue does not reach green's service",
        blue,
        service("green"),
        http(80),
        blocked("P09", ...pods("green")),
      ],
      ["P11", "blue's service answers on a node port", host, nodePort("blue", 1), http(), reaches(...pods("blue"))],
      ["P12", "green's service answers on a node port", host, nodePort("green", 2), http(), reaches(...pods("green"))],
      ["P13", "blue reaches DNS and the API server", blue, api, http(443, "/"), answers],
      ["P13b", "the cluster's DNS tells blue the API server's address", blue, apiService, apiName, resolves],
      ["P14", "green reaches DNS and the API server", green, api, http(443, "/"), answers],
      ["P14b", "the cluster's DNS tells green the API server's address", green, apiService, apiName, resolves],
      ["P15", "red reaches DNS and the API server", red, api, http(443, "/"), answers, untilPolicy],
      ["P16", "yellow reaches DNS and the API server", yellow, api, http(443, "/"), answers],
      ["P17", "blue reaches the internet", blue, internet, { kind: "icmp" }, reaches(), needsInternet],
      [
        "P17b",
        "green reaches the internet by name",
        green,
        { kind: "host", host: "google.com" },
        { kind: "icmp" },
        reaches(),
        needsInternet,
      ],
    ]),
    ...rows("overlapping", [
      ["P18", "blue reaches the internet", blue, internet, { kind: "icmp" }, reaches(), needsInternet],
      [
        "P19",
        "so does the network with the same range, at the same time",
        overlapping,
        internet,
        { kind: "icmp" },
        reaches(),
        needsInternet,
      ],
      [
        "P20",
        "there are still no policies",
        { kind: "api" },
        noPolicies("overlapping-with-blue"),
        { kind: "list" },
        { kind: "none" },
        untilPolicy,
      ],
    ]),
    ...rows("before-policy", [
      ["P21", "red reaches yellow on port 8080", red, secondPod("yellow"), http(8080), reaches("app-yellow-1")],
      [
        "P22",
        "red reaches yellow on port 9090",
        red,
        secondPod("yellow"),
        http(9090),
        reaches("app-yellow-1"),
        untilPolicy,
      ],
      ["P23", "red does not reach blue", red, secondPod("blue"), http(8080), blocked("P21", "app-blue-1")],
    ]),
    ...rows("policy", [
      [
        "P24",
        "the policy lets red reach yellow on 8080",
        red,
        secondPod("yellow"),
        http(8080),
        reaches("app-yellow-1"),
      ],
      [
        "P25",
        "the policy keeps red from yellow on 9090",
        red,
        secondPod("yellow"),
        http(9090),
        blocked("P24", "app-yellow-1"),
      ],
      [
        "P26",
        "blue stays out of reach: a policy joins no networks, although this one names blue's pods",
        red,
        secondPod("blue"),
        http(8080),
        blocked("P24", "app-blue-1"),
      ],
    ]),
  ];
}

/** The checks with the names and families of addresses that are set, and those of the tenants that are added. */
export function workshopChecks({
  ipFamily,
  namePrefix,
  scale,
}: Pick<ScenarioSettings, "ipFamily" | "namePrefix" | "scale">): Check[] {
  const checksIn = (family: AddressFamily): Check[] => {
    const at = places(namePrefix, family);
    return [...checksAt(at), ...addedTenantChecks(scale, at)];
  };
  return checksOfFamilies(ipFamily, checksIn, scopeOf);
}

/** Service `kubernetes` of a cluster with both families has an address of the first. */
function scopeOf({ from, to, how }: Check): FamilyScope {
  if (from.kind === "api") return "none";
  if (how.kind === "dns") return "first";
  return to.kind === "host" && to.host === apiServer ? "first" : "each";
}
