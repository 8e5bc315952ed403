import assert from "node:assert/strict";
import { isReady } from "../../../../stacks/bench/talk/ready.ts";
import { madeCluster, madeObjects } from "../../../../stacks/bench/talk/state-objects.ts";

describe("what a stack made", () => {
  const stack = "urn:pulumi:s::lab::pulumi:pulumi:Stack::lab-s";
  const urn = (name: string): string => `urn:pulumi:s::lab::t::${name}`;
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
  });
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "n" }, spec: { userData: "word" } };
  const state = JSON.stringify({
    deployment: {
      resources: [
        { urn: stack, type: "pulumi:pulumi:Stack" },
        { urn: urn("multus"), type: "lab:index:Multus", parent: stack },
        { urn: urn("inner"), type: "kubernetes:helm.sh/v4:Chart", parent: urn("multus") },
        {
          urn: urn("multus-p"),
          type: "kubernetes:core/v1:Pod",
          custom: true,
          parent: urn("inner"),
          inputs: { ...pod, spec: { userData: secret("word") } },
        },
        { urn: urn("api"), type: "pulumi:providers:kubernetes", custom: true, inputs: {} },
        {
          urn: "urn:pulumi:s::lab::t$command:local:Command::cluster-simulated",
          type: "command:local:Command",
          custom: true,
          inputs: { environment: secret({ CLUSTER_REQUEST: "{}" }) },
        },
      ],
    },
  });

  it("are its objects with their secrets, each under the component at the top that it is of", () =>
    assert.deepEqual(madeObjects(state), [
      { apiVersion: "v1", kind: "Pod", metadata: pod.metadata, part: "multus", manifest: pod },
    ]));

  it("is also its cluster, by the request that made it", () => {
    assert.equal(madeCluster(state), "{}");
    assert.throws(() => madeCluster('{"deployment":{"resources":[]}}'), /no simulated cluster/);
  });
});

describe("an object is ready", () => {
  const condition = (type: string, status: string) => ({ status: { conditions: [{ type, status }] } });
  const metadata = { generation: 2 };
  const cases: Record<string, [live: object, ready: boolean]> = {
    "a pod that says so": [{ kind: "Pod", metadata, ...condition("Ready", "True") }, true],
    "not a pod that says no": [{ kind: "Pod", metadata, ...condition("Ready", "False") }, false],
    "not a pod without a status": [{ kind: "Pod", metadata }, false],
    "a KubeVirt that is Available": [{ kind: "KubeVirt", metadata, ...condition("Available", "True") }, true],
    "not a virtual machine that is but Available": [
      { kind: "VirtualMachine", metadata, ...condition("Available", "True") },
      false,
    ],
    "a Deployment with all replicas": [
      { kind: "Deployment", metadata, spec: { replicas: 2 }, status: { observedGeneration: 2, readyReplicas: 2 } },
      true,
    ],
    "not a Deployment with one of two": [
      { kind: "Deployment", metadata, spec: { replicas: 2 }, status: { observedGeneration: 2, readyReplicas: 1 } },
      false,
    ],
    "not a StatefulSet whose controller has not seen it": [
      { kind: "StatefulSet", metadata, spec: { replicas: 0 }, status: { observedGeneration: 1 } },
      false,
    ],
    "a DaemonSet on all its nodes": [
      { kind: "DaemonSet", metadata, status: { observedGeneration: 2, desiredNumberScheduled: 3, numberReady: 3 } },
      true,
    ],
    "not a DaemonSet that has no pod yet": [
      { kind: "DaemonSet", metadata, status: { observedGeneration: 2, desiredNumberScheduled: 0, numberReady: 0 } },
      false,
    ],
  };
  for (const [what, [live, ready]] of Object.entries(cases)) it(what, () => assert.equal(isReady(live), ready));
});
