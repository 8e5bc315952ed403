import assert from "node:assert/strict";
import type { Facts, PodFacts } from "../../../../components/checks/bundle/facts.ts";
import type { Observation } from "../../../../components/checks/observation.ts";
import { loadScenario, scenarioNames } from "../../../../stacks/registry.ts";

export const checks = (await Promise.all(scenarioNames.map((name) => loadScenario(name)))).flatMap((one) => one.checks);
export const checkOf = (id: string) => {
  const check = checks.find((one) => one.id === id);
  assert.ok(check, id);
  return check;
};

export const late: Observation = { kind: "no answer", reason: "time-out (curl exit 28: Connection timed out)" };
export const refused: Observation = { kind: "refused", reason: "refused (curl exit 7: Connection refused)" };
export const noProbe = (reason: string): Observation => ({ kind: "no probe", reason });
export const answer = (body: string, status = 200): Observation => ({ kind: "answer", status, body });
export const noReplies: Observation = { kind: "replies", address: "10.244.1.5", sent: 3, count: 0 };

export const pod = (namespace: string, name: string, also: Partial<PodFacts> = {}): PodFacts => ({
  namespace,
  name,
  phase: "Running",
  ready: true,
  node: "worker",
  labels: {},
  addresses: [],
  containers: [{ name: "main", started: true, ready: true, restarts: 0 }],
  ...also,
});
export const ovn = (node: string, also: Partial<PodFacts> = {}) =>
  pod("ovn-kubernetes", `ovnkube-node-${node}`, { node, labels: { app: "ovnkube-node" }, ...also });
export const overlayPods = [
  pod("tenantblue", "blue-server"),
  pod("tenantblue", "podclient"),
  pod("tenantyellow", "yellow-server", { node: "worker2" }),
];
export const green = (namespace: string) => ({
  namespace,
  name: "shared-net",
  network: "green-network",
  topology: "layer2",
});
export const vlan = {
  namespace: "data-consumer",
  name: "db-access-net",
  network: "data-net",
  topology: "localnet",
  vlan: 123,
};
export const connection = { before: { seconds: 9, bitsPerSecond: 1e8 } };
export const after = {
  carries: false,
  bitsPerSecond: 0,
  quietIntervals: 600,
  outageMs: 60_000,
  outageStart: 12,
  intervalSeconds: 0.1,
  retransmits: 5,
};
export const place = { node: "worker", pod: "a" };
export const guestLink = { name: "eth0", mtu: 1500, addresses: [{ cidr: "192.168.0.3/16", dynamic: true }] };

/** What is expected of the three in their order: of each its words and its command, ` -> ` between them. */
export type Row = readonly [id: string, seen: Observation, facts: Facts, ...three: readonly [RegExp, RegExp, RegExp]];
