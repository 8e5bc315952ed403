import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import type { Verdict } from "../../../components/checks/verdict.ts";
import { diagramOf } from "../../../components/topology/diagram.ts";
import { readTopology } from "../../../components/topology/read-topology.ts";
import { abridge } from "../../../stacks/report/abridged.ts";
import { entriesOf, marksOf } from "../../../stacks/report/entries.ts";
import { check, result } from "./support.ts";

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `t${String(i + 1).padStart(2, "0")}`);

/** Tenants with a network of their own each, a client and a server, beside a namespace `blue`. */
function labOf(count: number) {
  const objects = ["blue", ...names(count)].flatMap((namespace) => [
    { kind: "Namespace", metadata: { name: namespace } },
    {
      kind: "UserDefinedNetwork",
      metadata: { name: "net", namespace },
      spec: { topology: "Layer2", layer2: { role: "Primary", subnets: ["10.0.0.0/16"] } },
    },
    { kind: "Pod", metadata: { name: "client", namespace } },
    { kind: "Pod", metadata: { name: "server", namespace } },
  ]);
  return readTopology({ objects, host: [], podSubnets: [] });
}

const from = (namespace: string): Check["from"] => ({ kind: "pod", namespace, pod: "client", container: "c" });
const to = (namespace: string): Check["to"] => ({ kind: "pod-network", namespace, pod: "server", role: "primary" });

/** One check within blue, and two of each tenant: to its own server, and to that of the next. */
function checksOf(count: number): Check[] {
  const all = names(count);
  return [
    check("B", { from: from("blue"), to: to("blue") }),
    ...all.flatMap((name, i) => [
      check(`${name}a`, { from: from(name), to: to(name) }),
      check(`${name}b`, { from: from(name), to: to(all[i + 1] ?? "blue") }),
    ]),
  ];
}

function abridged(count: number, failed: readonly string[] = [], others: Verdict = "passed") {
  const topology = labOf(count);
  const checks = checksOf(count);
  const results = checks.map((one) => result(one, failed.includes(one.id) ? "failed" : others));
  const entries = entriesOf({ checks, topology, results });
  const alike = { what: "tenants", namespaces: names(count) };
  const shown = abridge(topology, entries, alike);
  return { topology, entries, shown, ids: shown.entries.map((entry) => entry.check.id) };
}

describe("what a report shows of many that are alike", () => {
  it("is all of them as long as they are few", () => {
    const { topology, entries, shown } = abridged(3);
    assert.deepEqual(shown, { topology, entries });
  });

  it("is all of a scenario that has none", () => {
    const { topology, entries } = abridged(9);
    assert.deepEqual(abridge(topology, entries, undefined), { topology, entries });
  });

  it("is the first three with the checks among them and with others, and the sentence names the rest", () => {
    const { shown, ids } = abridged(100);
    assert.deepEqual(
      shown.topology.namespaces.map(({ name }) => name),
      ["blue", "t01", "t02", "t03"].toSorted(),
    );
    assert.deepEqual(ids, ["B", "t01a", "t01b", "t02a", "t02b", "t03a"]);
    assert.equal(shown.leftOut, "97 of 100 tenants are left out here: t04 to t100. The tables of checks have all.");
  });

  it("is in each case a picture that is no larger for a hundred than for ten", () => {
    const sizeOf = (count: number) => {
      const { shown } = abridged(count);
      const checks = shown.entries.map((entry) => entry.check);
      const { boxes, nodes, lines } = diagramOf("lab", shown.topology, checks, marksOf(shown.entries));
      return [boxes.length, nodes.length, lines.length];
    };
    assert.deepEqual(sizeOf(100), sizeOf(10));
    assert.deepEqual(sizeOf(10), [9, 8, 6]);
  });

  it("has those that a failed check is about, at both of its ends", () => {
    const { shown, ids } = abridged(20, ["t10b"]);
    assert.ok(ids.includes("t10b") && ids.includes("t10a") && ids.includes("t11a"));
    assert.ok(!ids.includes("t09b") && !ids.includes("t11b"));
    assert.equal(
      shown.leftOut,
      "15 of 20 tenants are left out here: t04 to t09, t12 to t20. The tables of checks have all.",
    );
  });

  it("has six of those at most, and tells how many more there are", () => {
    const { shown, ids } = abridged(
      20,
      names(20).map((name) => `${name}a`),
    );
    assert.ok(ids.includes("t09a") && !ids.includes("t10a"));
    assert.equal(
      shown.leftOut,
      "11 of 20 tenants are left out here: t10 to t20. Checks of 11 of them failed, too. The tables of checks have all.",
    );
  });

  it("is no more of those whose checks were not run", () =>
    assert.deepEqual(abridged(100, [], "not run").ids, abridged(100).ids));
});
