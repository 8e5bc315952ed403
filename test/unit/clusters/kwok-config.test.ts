import assert from "node:assert/strict";
import { parse } from "yaml";
import { kwokConfig, simulatedNode } from "../../../components/clusters/kwok-config.ts";

describe("kwokctl's configuration", () => {
  it("has the service network, stages as objects, and no webhooks, which nothing would answer", () =>
    assert.deepEqual(parse(kwokConfig({ podSubnet: "10.10.0.0/16", serviceSubnet: "10.11.0.0/16" })), {
      apiVersion: "config.kwok.x-k8s.io/v1alpha1",
      kind: "KwokctlConfiguration",
      options: { runtime: "binary", enableCRDs: ["Stage"] },
      componentsPatches: [
        {
          name: "kube-apiserver",
          extraArgs: [
            { key: "service-cluster-ip-range", value: "10.11.0.0/16" },
            { key: "disable-admission-plugins", value: "MutatingAdmissionWebhook,ValidatingAdmissionWebhook" },
          ],
        },
      ],
    }));
});

describe("a simulated node", () => {
  const arch = process.arch === "arm64" ? "arm64" : "amd64";
  const labels = (name: string) => ({
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": arch,
  });

  it("of the control plane has kubeadm's role and taint", () =>
    assert.deepEqual(simulatedNode({ name: "a", role: "control-plane", labels: { zone: "a" } }), {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: "a",
        annotations: { "kwok.x-k8s.io/node": "fake" },
        labels: { ...labels("a"), "node-role.kubernetes.io/control-plane": "", zone: "a" },
      },
      spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
    }));

  it("that works takes every pod", () =>
    assert.deepEqual(simulatedNode({ name: "b", role: "worker", labels: { zone: "b" } }), {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: "b",
        annotations: { "kwok.x-k8s.io/node": "fake" },
        labels: { ...labels("b"), zone: "b" },
      },
    }));
});
