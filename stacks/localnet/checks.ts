import type { Check, Expectation, Probe, Target } from "../../components/checks/check.ts";
import { adapterName, adapterPort } from "./adapter.ts";
import type { LocalnetAddresses } from "./addresses.ts";
import { vmName } from "./machine.ts";
import type { Namespaces } from "./network.ts";

/** Every turtle with its weapon, as the adapter writes them when it first finds the database empty. */
const turtles = [
  ["leonardo", "swords"],
  ["donatello", "a stick"],
  ["michaelangello", "nunchuks"],
  ["raphael", "twin sai"],
].flat();

const relations =
  "SELECT schemaname, tablename FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
const sshPort = 22;

export interface LocalnetCheckArgs {
  readonly namespaces: Namespaces;
  readonly addresses: LocalnetAddresses;
  readonly databasePort: number;
  /** With a tool that opens connections: the adapter's own has none. */
  readonly probeImage: string;
}

/** The talk's checks L0 to L4, what its policies imply (L5, L6), and the twins of what is blocked (L3a, L5a, L6a). */
export function localnetChecks({ namespaces, addresses, databasePort, probeImage }: LocalnetCheckArgs): Check[] {
  const host = { kind: "host" } as const;
  const guest = { kind: "guest", namespace: namespaces.consumer, vm: vmName } as const;
  const adapter = {
    kind: "pod",
    namespace: namespaces.adapter,
    pod: adapterName,
    container: "probe",
    added: probeImage,
  } as const;
  const at = (address: string): Target => ({ kind: "host", host: address });
  const thisMachine: Target = { kind: "this-machine" };

  const select = (query: string): Probe => ({ kind: "sql", port: databasePort, query });
  const allTurtles = select("SELECT * FROM ninja_turtles");
  const http: Probe = { kind: "http", port: adapterPort, path: "/turtles", contentType: "application/json" };
  const tcp = (port: number): Probe => ({ kind: "tcp", port });

  const rows: Expectation = { kind: "contains", texts: turtles };
  const okRows: Expectation = { kind: "contains", texts: ['"Ok"', ...turtles] };
  const connected: Expectation = { kind: "reachable", bodies: [] };
  const blocked = (twin: string): Expectation => ({ kind: "blocked", bodies: [], twin });

  // psql comes into the guest at its first boot, from the internet.
  const byPsqlInGuest = { needsInternet: true } as const;
  const fromHere = { needsHostSide: true } as const;

  type Row = [id: string, title: string, source: Check["from"], target: Target, how: Probe, expect: Expectation];
  const step = (name: string, table: readonly [...Row, Partial<Check>?][]): Check[] =>
    table.map(([id, title, from, to, how, expect, extra]) => ({
      id,
      title,
      step: name,
      from,
      to,
      how,
      expect,
      ...extra,
    }));

  return [
    ...step("host", [
      [
        "L0",
        "the database answers on this machine",
        host,
        thisMachine,
        select(relations),
        { kind: "answers" },
        fromHere,
      ],
    ]),
    ...step("virtual-machine", [
      [
        "L1",
        "without a policy the virtual machine reads the database itself",
        guest,
        at(addresses.host),
        allTurtles,
        rows,
        { until: "policies", ...byPsqlInGuest },
      ],
      ["L2", "the virtual machine asks the adapter", guest, at(addresses.adapter), http, okRows],
    ]),
    ...step("policies", [
      [
        "L3",
        "the policy keeps the virtual machine from the database",
        guest,
        at(addresses.host),
        allTurtles,
        blocked("L3a"),
        { ...byPsqlInGuest, ...fromHere },
      ],
      // The same query from the same guest to the same database, over the other interface, which has no policy.
      [
        "L3a",
        "the same database answers it over the cluster's own network, which the policy is not about",
        guest,
        thisMachine,
        allTurtles,
        rows,
        { ...byPsqlInGuest, ...fromHere },
      ],
      [
        "L4",
        "the virtual machine still asks the adapter, and that the database",
        guest,
        at(addresses.adapter),
        http,
        okRows,
      ],
      ["L5", "the adapter reaches nothing but the database", adapter, at(addresses.vm), tcp(sshPort), blocked("L5a")],
      ["L5a", "the adapter reaches the database", adapter, at(addresses.host), tcp(databasePort), connected],
      ["L6", "nobody reaches the virtual machine", host, at(addresses.vm), tcp(sshPort), blocked("L6a"), fromHere],
      [
        "L6a",
        "this machine reaches the adapter over the VLAN",
        host,
        at(addresses.adapter),
        tcp(adapterPort),
        connected,
        fromHere,
      ],
    ]),
  ];
}
