import assert from "node:assert/strict";
import { parse } from "yaml";
import { kwokConfig, simulatedNode } from "../../../components/clusters/kwok-config.ts";
import { requestedPulls } from "../../../components/clusters/simulation/delays/read-objects.ts";

describe("kwokctl's configuration", () => {
  it("has the service network, stages as objects, and no webhooks, which nothing would answer", () =>
    assert.deepEqual(parse(kwokConfig({ serviceSubnets: ["10.11.0.0/16"] })), {
      apiVersion: "config.kwok.x-k8s.io/v1alpha1",
      kind: "KwokctlConfiguration",
      options: { runtime: "binary", enableCRDs: ["Stage"] },
      componentsPatches: [
        {
          name: "kube-apiserver",
          extraArgs: [
            { key: "service-cluster-ip-range", value: "10.11.0.0/16" },
            { key: "advertise-address", value: "192.0.2.1" },
            { key: "disable-admission-plugins", value: "MutatingAdmissionWebhook,ValidatingAdmissionWebhook" },
          ],
        },
      ],
    }));

  const families: Record<string, [serviceSubnets: string[], range: string, advertised: string]> = {
    ipv6: [["fd00:10:96::/112"], "fd00:10:96::/112", "2001:db8::1"],
    dual: [["10.96.0.0/16", "fd00:10:96::/112"], "10.96.0.0/16,fd00:10:96::/112", "192.0.2.1"],
  };
  for (const [family, [serviceSubnets, range, advertised]] of Object.entries(families))
    it(`of ${family} advertises an address of the first service network's family, which the API server insists on`, () => {
      const { componentsPatches } = parse(kwokConfig({ serviceSubnets })) as {
        componentsPatches: { extraArgs: object[] }[];
      };
      assert.deepEqual(componentsPatches[0]?.extraArgs.slice(0, 2), [
        { key: "service-cluster-ip-range", value: range },
        { key: "advertise-address", value: advertised },
      ]);
    });
});

describe("a simulated node", () => {
  const bothFamilies = ["10.244.1.0/24", "fd00:10:244:1::/64"];
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

  it("that works takes every pod, with addresses out of its subnets", () =>
    assert.deepEqual(simulatedNode({ name: "b", role: "worker", labels: { zone: "b" }, podCidrs: bothFamilies }), {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: "b",
        annotations: { "kwok.x-k8s.io/node": "fake" },
        labels: { ...labels("b"), zone: "b" },
      },
      spec: { podCIDR: "10.244.1.0/24", podCIDRs: bothFamilies },
    }));

  it("tells which images it pulls ahead of its pods, as the process of the delays reads it", () => {
    const pulls = ["quay.io/a:1", "quay.io/b:2"];
    const node = simulatedNode({ name: "b", role: "worker", labels: {}, pulls });
    assert.deepEqual(requestedPulls(JSON.stringify({ items: [node] })), [["b", pulls]]);
  });
});
