import assert from "node:assert/strict";
import { describeHeld, heldAdvice } from "../../../../stacks/commands/recovery/held-objects.ts";

const deletionTimestamp = new Date("2026-11-26T07:00:00Z");

describe("what keeps an object from going away", () => {
  it("is not asked of one that is not deleted", () =>
    assert.equal(describeHeld({ kind: "Pod", metadata: { name: "a", finalizers: ["x/y"] } }), undefined));

  it("is its finalizers", () =>
    assert.equal(
      describeHeld({
        kind: "UserDefinedNetwork",
        metadata: {
          name: "net",
          namespace: "blue",
          deletionTimestamp,
          finalizers: ["k8s.ovn.org/user-defined-network-protection"],
        },
      }),
      "UserDefinedNetwork blue/net: deleted since 2026-11-26T07:00:00Z and still there; finalizer k8s.ovn.org/user-defined-network-protection",
    ));

  it("is, for a namespace, what is left in it", () => {
    const condition = (type: string, status: string, message: string) => ({ type, status, message });
    assert.equal(
      describeHeld({
        kind: "Namespace",
        metadata: { name: "blue", deletionTimestamp },
        spec: { finalizers: ["kubernetes"] },
        status: {
          conditions: [
            condition("NamespaceDeletionContentFailure", "False", "All content successfully deleted"),
            condition("NamespaceContentRemaining", "True", "pods. has 1 resource instances"),
            condition("NamespaceFinalizersRemaining", "True", "example.org/held in 1 resource instances"),
          ],
        },
      }),
      "Namespace blue: deleted since 2026-11-26T07:00:00Z and still there; finalizer kubernetes; " +
        "pods. has 1 resource instances; example.org/held in 1 resource instances",
    );
  });

  it("may be nothing that the object tells", () =>
    assert.match(describeHeld({ kind: "Pod", metadata: { name: "a", deletionTimestamp } }) ?? "", /; no finalizer$/));

  it("is followed by the command that takes a finalizer away, for the cluster that has the object", () => {
    assert.match(heldAdvice({ kubeconfig: "a.conf" }), /: kubectl --kubeconfig a\.conf patch /);
    assert.match(
      heldAdvice({ kubeconfig: "a.conf", context: "prod" }),
      /: kubectl --kubeconfig a\.conf --context prod patch /,
    );
  });
});
