import assert from "node:assert/strict";
import {
  isEmpty,
  pendingOperations,
  withoutPendingOperations,
} from "../../../../stacks/commands/recovery/pending-operations.ts";
import { stackObjects } from "../../../../stacks/commands/recovery/stack-objects.ts";

const urn = (name: string) => `urn:pulumi:overlay::lab::kubernetes:core/v1:Pod::${name}`;
const pod = (name: string, namespace?: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
const secrets = { type: "passphrase", state: { salt: "v1:abc" } };
const state = {
  version: 3,
  deployment: {
    manifest: { time: "now" },
    secrets_providers: secrets,
    resources: [
      { urn: "urn:pulumi:overlay::lab::pulumi:pulumi:Stack::lab-overlay", type: "pulumi:pulumi:Stack" },
      { urn: urn("a"), type: "kubernetes:core/v1:Pod", id: "blue/a", inputs: pod("a", "blue") },
      {
        urn: urn("n"),
        type: "kubernetes:core/v1:Namespace",
        id: "blue",
        inputs: { apiVersion: "v1", kind: "Namespace" },
      },
      { urn: urn("chart"), type: "kubernetes:helm.sh/v4:Chart", inputs: {} },
      { urn: urn("p"), type: "pulumi:providers:kubernetes", id: "x", inputs: { kubeconfig: "y" } },
    ],
    pending_operations: [
      { type: "creating", resource: { urn: urn("b"), type: "kubernetes:core/v1:Pod", inputs: pod("b", "blue") } },
      { type: "deleting", resource: { urn: urn("a"), type: "kubernetes:core/v1:Pod", inputs: pod("a", "blue") } },
      { type: "creating", resource: { urn: urn("c"), type: "command:local:Command", inputs: { create: "create" } } },
      // A component has no inputs.
      { type: "creating", resource: { urn: urn("d"), type: "lab:index:Scenario" } },
    ],
  },
};

describe("the state of a stack whose update was killed", () => {
  it("tells what was begun, with the object it is about", () => {
    assert.deepEqual(pendingOperations(JSON.stringify(state)), [
      { type: "creating", urn: urn("b"), object: { apiVersion: "v1", kind: "Pod", name: "b", namespace: "blue" } },
      { type: "deleting", urn: urn("a"), object: { apiVersion: "v1", kind: "Pod", name: "a", namespace: "blue" } },
      { type: "creating", urn: urn("c"), object: undefined },
      { type: "creating", urn: urn("d"), object: undefined },
    ]);
  });

  it("is of a stack that was never updated, too", () => {
    assert.deepEqual(pendingOperations('{"version":3,"deployment":{}}'), []);
    assert.deepEqual(stackObjects('{"version":3,"deployment":{}}'), []);
  });

  it("has nothing before the first update, and something once any resource is there or was begun", () => {
    assert.ok(isEmpty('{"version":3,"deployment":{}}'));
    assert.ok(isEmpty('{"version":3,"deployment":{"resources":null,"pending_operations":[]}}'));
    assert.ok(!isEmpty(JSON.stringify(state)));
    assert.ok(!isEmpty(withoutPendingOperations(JSON.stringify(state))));
    assert.ok(!isEmpty(JSON.stringify({ deployment: { ...state.deployment, resources: [] } })));
  });

  it("keeps everything else when nothing is to be pending", () => {
    const { deployment } = JSON.parse(withoutPendingOperations(JSON.stringify(state))) as typeof state;
    assert.deepEqual(deployment, { ...state.deployment, pending_operations: [] });
  });

  it("tells the objects in the cluster, charts and providers not among them", () => {
    assert.deepEqual(stackObjects(JSON.stringify(state)), [
      { apiVersion: "v1", kind: "Pod", name: "a", namespace: "blue" },
      { apiVersion: "v1", kind: "Namespace", name: "blue" },
    ]);
  });
});
