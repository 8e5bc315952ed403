import assert from "node:assert/strict";
import type { ClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { foreignCluster, owns } from "../../../components/clusters/ownership.ts";

const noon = Date.parse("2026-11-22T12:00:00.000Z");
const ready: ClusterRecord = {
  kind: "kind",
  name: "ovn",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: new Date(noon).toISOString(),
  containers: ["a", "b", "c"],
};
const creating: ClusterRecord = { ...ready, phase: "creating", containers: [] };
const container = (id: string, createdAt = noon) => ({ id, name: `ovn-${id}`, createdAt, running: true });

describe("the containers of a kind cluster", () => {
  const table: [claim: string, owned: boolean, ...Parameters<typeof owns>][] = [
    ["are a stranger's without a record", false, undefined, "ovn", [container("a")]],
    [
      "are a stranger's to a simulated cluster's record",
      false,
      { ...ready, kind: "simulated" },
      "ovn",
      [container("a")],
    ],
    ["are a stranger's to the record of another name", false, ready, "other", [container("a")]],
    ["are the stack's when its record names them", true, ready, "ovn", [container("a"), container("b")]],
    ["are a stranger's when one is not named", false, ready, "ovn", [container("a"), container("z")]],
    ["are the stack's by their names however old", true, ready, "ovn", [container("a", noon - 1)]],
    ["are the stack's when made since it began", true, creating, "ovn", [container("x"), container("y", noon + 1)]],
    ["are a stranger's when one is older", false, creating, "ovn", [container("x"), container("y", noon - 1)]],
    ["are a stranger's when their age is unknown", false, creating, "ovn", [container("x", NaN)]],
  ];
  for (const [claim, owned, ...args] of table) it(claim, () => assert.equal(owns(...args), owned));

  it("of a stranger are left alone in a sentence that names both ways out", () =>
    assert.equal(
      foreignCluster("ovn", "friday"),
      "a kind cluster ovn exists and this stack did not make it, so it is left alone. Choose another name " +
        "(pulumi config set lab:clusterName <name> --stack friday) or remove it yourself (kind delete cluster --name ovn)",
    ));
});
