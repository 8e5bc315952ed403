/** Facts of the pod workshop: its checks, in the workshop's order. */
import type { PlannedCheck } from "../planned.ts";

const pod = (namespace: string, container: string, name = `app-${namespace}-0`) =>
  ({ kind: "pod", namespace, pod: name, container }) as const;
const blue = pod("blue", "agnhost-container");
const green = pod("green", "agnhost-container");
const red = pod("red", "agnhost-container-8080");
const yellow = pod("yellow", "agnhost-container-8080");
const overlapping = pod("overlapping-with-blue", "agnhost-container", "app-overlapping-blue-0");
const machine = { kind: "host" } as const;
const admin = { kind: "api" } as const;

const primary = (namespace: string) =>
  ({ kind: "pod-network", namespace, pod: `app-${namespace}-1`, role: "primary" }) as const;
const onDefault = (namespace: string) => ({ ...primary(namespace), role: "infrastructure-locked" }) as const;
const service = (of: string) => ({ kind: "service", namespace: of, service: `service-${of}` }) as const;
const nodePort = (of: string, worker: number) => ({ ...service(of), kind: "node-port", worker }) as const;
const api = { kind: "host", host: "kubernetes.default.svc.cluster.local" } as const;
const apiService = { kind: "service", namespace: "default", service: "kubernetes" } as const;
const apiName = { kind: "dns", name: "kubernetes.default.svc.cluster.local" } as const;
const internet = { kind: "host", host: "8.8.8.8" } as const;
const policies = (...namespaces: string[]) => ({ kind: "policies" as const, namespaces });
const four = ["blue", "green", "red", "yellow"];

/** Who replies to a ping between pods is asked for its name. */
const ping = { kind: "icmp", identity: { port: 8080, path: "/hostname" } } as const;
const plainPing = { kind: "icmp" } as const;
const http = (port: number) => ({ kind: "http", port, path: "/hostname" }) as const;
const onNodePort = { kind: "http", path: "/hostname" } as const;
const toTls = { kind: "http", port: 443, path: "/" } as const;
const list = { kind: "list" } as const;

const reachable = (...bodies: string[]) => ({ kind: "reachable" as const, bodies });
const either = (of: string) => reachable(`app-${of}-0`, `app-${of}-1`);
const blocked = (twin: string, ...bodies: string[]) => ({ kind: "blocked" as const, bodies, twin });
const answers = { kind: "answers" } as const;
const none = { kind: "none" } as const;

type Row = [
  step: string,
  id: string,
  from: PlannedCheck["from"],
  to: PlannedCheck["to"],
  how: PlannedCheck["how"],
  expect: PlannedCheck["expect"],
  transitional?: "until the policy",
];

const table: readonly Row[] = [
  ["workloads", "P01", blue, primary("blue"), ping, reachable("app-blue-1")],
  ["workloads", "P02", blue, onDefault("blue"), ping, blocked("P01", "app-blue-1")],
  ["workloads", "P03", green, primary("green"), ping, reachable("app-green-1")],
  ["workloads", "P04", green, onDefault("green"), ping, blocked("P03", "app-green-1")],
  ["workloads", "P05", admin, policies(...four), list, none, "until the policy"],
  ["workloads", "P06", blue, primary("green"), ping, blocked("P03", "app-green-1")],
  ["workloads", "P07", red, primary("yellow"), ping, reachable("app-yellow-1"), "until the policy"],
  ["services", "P08", blue, service("blue"), http(80), either("blue")],
  ["services", "P09", green, service("green"), http(80), either("green")],
  ["services", "P10", blue, service("green"), http(80), blocked("P09", "app-green-0", "app-green-1")],
  ["services", "P11", machine, nodePort("blue", 1), onNodePort, either("blue")],
  ["services", "P12", machine, nodePort("green", 2), onNodePort, either("green")],
  ["services", "P13", blue, api, toTls, answers],
  ["services", "P13b", blue, apiService, apiName, { kind: "resolves" }],
  ["services", "P14", green, api, toTls, answers],
  ["services", "P14b", green, apiService, apiName, { kind: "resolves" }],
  ["services", "P15", red, api, toTls, answers, "until the policy"],
  ["services", "P16", yellow, api, toTls, answers],
  ["services", "P17", blue, internet, plainPing, reachable()],
  ["services", "P17b", green, { kind: "host", host: "google.com" }, plainPing, reachable()],
  ["overlapping", "P18", blue, internet, plainPing, reachable()],
  ["overlapping", "P19", overlapping, internet, plainPing, reachable()],
  ["overlapping", "P20", admin, policies(...four, "overlapping-with-blue"), list, none, "until the policy"],
  ["before-policy", "P21", red, primary("yellow"), http(8080), reachable("app-yellow-1")],
  ["before-policy", "P22", red, primary("yellow"), http(9090), reachable("app-yellow-1"), "until the policy"],
  ["before-policy", "P23", red, primary("blue"), http(8080), blocked("P21", "app-blue-1")],
  ["policy", "P24", red, primary("yellow"), http(8080), reachable("app-yellow-1")],
  ["policy", "P25", red, primary("yellow"), http(9090), blocked("P24", "app-yellow-1")],
  ["policy", "P26", red, primary("blue"), http(8080), blocked("P24", "app-blue-1")],
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

/** Those that send packets to the internet. */
export const toTheInternet = ["P17", "P17b", "P18", "P19"];
/** Those that the policy ends. */
export const untilPolicy = ["P05", "P07", "P15", "P20", "P22"];
