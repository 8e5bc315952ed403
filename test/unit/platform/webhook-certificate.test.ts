import assert from "node:assert/strict";
import type { ResourceTransformArgs } from "@pulumi/pulumi";
import { keepWebhookCertificate, waitAtMost, whenNodesBegin } from "../../../components/platform/ovn-kubernetes.ts";

const object = (type: string, name: string, ignoreChanges?: string[]): ResourceTransformArgs => ({
  custom: true,
  type,
  name,
  props: { metadata: { name: "x" } },
  opts: { protect: true, ...(ignoreChanges ? { ignoreChanges } : {}) },
});

describe("the certificate of the chart's webhook", () => {
  const kept: Record<string, [args: ResourceTransformArgs, ignoreChanges: string[]]> = {
    "stays in its Secret": [
      object("kubernetes:core/v1:Secret", "ovn-kubernetes:ovn-kubernetes/ovnkube-webhook-cert"),
      ["data"],
    ],
    "stays in the webhook's configuration": [
      object("kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration", "ovn-kubernetes:any-name"),
      ["webhooks[*].clientConfig.caBundle"],
    ],
    "stays beside what was ignored already": [
      object("kubernetes:core/v1:Secret", "ovnkube-webhook-cert", ["metadata.labels"]),
      ["metadata.labels", "data"],
    ],
  };
  for (const [claim, [args, ignoreChanges]] of Object.entries(kept))
    it(claim, () =>
      assert.deepEqual(keepWebhookCertificate(args), {
        props: { metadata: { name: "x" } },
        opts: { protect: true, ignoreChanges },
      }),
    );

  for (const [type, name] of [
    ["kubernetes:core/v1:Secret", "ovn-kubernetes:ovn-kubernetes/other"],
    ["kubernetes:core/v1:ConfigMap", "ovn-kubernetes:ovn-kubernetes/ovnkube-webhook-cert"],
    ["kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy", "ovnkube-webhook-cert"],
    ["kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration", "ovnkube-webhook"],
    ["kubernetes:apps/v1:DaemonSet", "ovn-kubernetes:ovn-kubernetes/ovnkube-identity"],
  ] as const)
    it(`is no reason to change ${type} ${name}`, () =>
      assert.equal(keepWebhookCertificate(object(type, name)), undefined));
});

describe("the wait for an object of the chart", () => {
  it("has the limit that is set, and the object is what it was", () =>
    assert.deepEqual(waitAtMost(120)(object("kubernetes:apps/v1:DaemonSet", "ovnkube-node", ["metadata"])), {
      props: { metadata: { name: "x" } },
      opts: { protect: true, ignoreChanges: ["metadata"], customTimeouts: { create: "120s", update: "120s" } },
    }));
});

describe("the beginning of OVN-Kubernetes on its nodes", () => {
  const told = (type: string, name: string): boolean => {
    let begun = false;
    assert.equal(whenNodesBegin(() => (begun = true))(object(type, name)), undefined);
    return begun;
  };

  it("is told when the chart comes to its DaemonSet, which stays as it is", () =>
    assert.equal(told("kubernetes:apps/v1:DaemonSet", "ovn-kubernetes:ovn-kubernetes/ovnkube-node"), true));

  it("is not told by anything else of that name, nor by another DaemonSet", () => {
    assert.equal(told("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "ovn-kubernetes:ovnkube-node"), false);
    assert.equal(told("kubernetes:apps/v1:DaemonSet", "ovn-kubernetes:ovn-kubernetes/ovs-node"), false);
  });
});
