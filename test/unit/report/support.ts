import type { Check } from "../../../components/checks/check.ts";
import { notRun } from "../../../components/checks/perform-check.ts";
import type { Verdict } from "../../../components/checks/verdict.ts";
import { readTopology } from "../../../components/topology/read-topology.ts";
import { entriesOf, type Entry } from "../../../stacks/report/entries.ts";
import type { StackResult } from "../../../stacks/results/read-results.ts";

const pod = (namespace: string, name: string) => ({ kind: "Pod", metadata: { name, namespace } });
const service = {
  kind: "Service",
  metadata: { name: "web", namespace: "blue" },
  spec: { selector: {}, ports: [{ port: 80 }] },
};

/** Two namespaces: `blue` with pods `a` and `b` and a service, `red` with pod `c`. */
export const topology = readTopology({
  objects: [pod("blue", "a"), pod("blue", "b"), pod("red", "c"), service],
  host: [],
  podSubnets: ["10.244.0.0/16"],
});

export const step = { name: "first", explanation: "Why there is a first step." };

/** A check from `blue/a` to `blue/b`, or as it is said. */
export function check(id: string, of: Partial<Check> = {}): Check {
  return {
    id,
    title: `title of ${id}`,
    step: step.name,
    from: { kind: "pod", namespace: "blue", pod: "a", container: "main" },
    to: { kind: "pod-network", namespace: "blue", pod: "b", role: "primary" },
    how: { kind: "icmp" },
    expect: { kind: "reachable", bodies: [] },
    ...of,
  };
}

export const toRed: Check["to"] = { kind: "pod-network", namespace: "red", pod: "c", role: "primary" };
export const blocked = (twin: string): Check["expect"] => ({ kind: "blocked", bodies: [], twin });

export function result(of: Check, verdict: Verdict, more: Partial<StackResult> = {}): StackResult {
  const ran = verdict === "not run" ? {} : { attempts: 1, seconds: 1 };
  return { ...notRun(of, "seen"), verdict, ...ran, at: "2026-01-02T03:04:05.678Z", ...more };
}

/** The entries of a report with such verdicts, in the order of the checks. */
export function entries(checks: readonly Check[], verdicts: readonly Verdict[], since?: string): Entry[] {
  const results = checks.map((one, i) => result(one, verdicts[i] ?? "not run"));
  return entriesOf({ checks, topology, results, since });
}

/** The entries of a plan's report. */
export function planned(checks: readonly Check[]): Entry[] {
  return entriesOf({ checks, topology, results: undefined });
}
