import type { PlannedCheck } from "../planned.ts";

const guest = { kind: "guest", namespace: "data-consumer", vm: "vm-workload" } as const;
const adapter = {
  kind: "pod",
  namespace: "data-adapter",
  pod: "turtle-db-adapter",
  container: "probe",
  added: "registry.k8s.io/e2e-test-images/agnhost:2.45",
} as const;
const machine = { kind: "host" } as const;

const at = (host: string) => ({ kind: "host", host }) as const;
const database = at("192.168.200.1");
const theAdapter = at("192.168.200.10");
const vm = at("192.168.200.20");
const thisMachine = { kind: "this-machine" } as const;

const turtles = { kind: "sql", port: 5432, query: "SELECT * FROM ninja_turtles" } as const;
const relations = {
  kind: "sql",
  port: 5432,
  query:
    "SELECT schemaname, tablename FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
} as const;
const http = { kind: "http", port: 9000, path: "/turtles", contentType: "application/json" } as const;
const tcp = (port: number) => ({ kind: "tcp", port }) as const;

const four = ["leonardo", "swords", "donatello", "a stick", "michaelangello", "nunchuks", "raphael", "twin sai"];
const contains = (...texts: string[]) => ({ kind: "contains" as const, texts: [...texts, ...four] });
const blocked = (twin: string) => ({ kind: "blocked" as const, bodies: [], twin });
const connects = { kind: "reachable" as const, bodies: [] };

type Row = [
  step: string,
  id: string,
  from: PlannedCheck["from"],
  to: PlannedCheck["to"],
  how: PlannedCheck["how"],
  expect: PlannedCheck["expect"],
  transitional?: "until the policies",
];

/** The specification's L0 to L6, and after each of what is blocked its twin. */
const table: readonly Row[] = [
  ["host", "L0", machine, thisMachine, relations, { kind: "answers" }],
  ["virtual-machine", "L1", guest, database, turtles, contains(), "until the policies"],
  ["virtual-machine", "L2", guest, theAdapter, http, contains('"Ok"')],
  ["policies", "L3", guest, database, turtles, blocked("L3a")],
  ["policies", "L3a", guest, thisMachine, turtles, contains()],
  ["policies", "L4", guest, theAdapter, http, contains('"Ok"')],
  ["policies", "L5", adapter, vm, tcp(22), blocked("L5a")],
  ["policies", "L5a", adapter, database, tcp(5432), connects],
  ["policies", "L6", machine, vm, tcp(22), blocked("L6a")],
  ["policies", "L6a", machine, theAdapter, tcp(9000), connects],
];

export const plannedChecks: readonly PlannedCheck[] = table.map(([step, id, from, to, how, expect, until]) => ({
  id,
  step,
  from,
  to,
  how,
  expect,
  transitional: until !== undefined,
}));

/** Whose guest has to have psql, which comes from the internet at its first boot. */
export const byPsqlInGuest = ["L1", "L3", "L3a"];
/** Those that ask from this machine over the VLAN, or for the database on it. */
export const onThisMachine = ["L0", "L3", "L3a", "L6", "L6a"];
