import assert from "node:assert/strict";
import { parse } from "yaml";
import { kindConfig, nodeSysctls } from "../../../components/clusters/kind-config.ts";

interface Config {
  readonly kubeadmConfigPatches: string[];
}

describe("kind's configuration", () => {
  const text = kindConfig({
    workers: 2,
    podSubnets: ["10.10.0.0/16"],
    serviceSubnets: ["10.11.0.0/16"],
    nodeImage: "kindest/node:v1@sha256:0",
    etcd: "disk",
  });
  const { kubeadmConfigPatches, ...rest } = parse(text) as Config;

  it("leaves CNI and kube-proxy out and has the networks, the image and a node for each", () => {
    const image = "kindest/node:v1@sha256:0";
    assert.deepEqual(rest, {
      kind: "Cluster",
      apiVersion: "kind.x-k8s.io/v1alpha4",
      networking: {
        disableDefaultCNI: true,
        kubeProxyMode: "none",
        ipFamily: "ipv4",
        podSubnet: "10.10.0.0/16",
        serviceSubnet: "10.11.0.0/16",
      },
      nodes: [
        { role: "control-plane", image },
        { role: "worker", image },
        { role: "worker", image },
      ],
    });
  });

  const families: Record<string, [podSubnets: string[], serviceSubnets: string[], networking: object]> = {
    ipv6: [
      ["fd00:10:244::/48"],
      ["fd00:10:96::/112"],
      { podSubnet: "fd00:10:244::/48", serviceSubnet: "fd00:10:96::/112" },
    ],
    dual: [
      ["10.244.0.0/16", "fd00:10:244::/48"],
      ["10.96.0.0/16", "fd00:10:96::/112"],
      { podSubnet: "10.244.0.0/16,fd00:10:244::/48", serviceSubnet: "10.96.0.0/16,fd00:10:96::/112" },
    ],
  };
  for (const [ipFamily, [podSubnets, serviceSubnets, networking]] of Object.entries(families))
    it(`of ${ipFamily} says so, has its networks, and leaves the API server's address to kind`, () => {
      const made = parse(
        kindConfig({ workers: 1, podSubnets, serviceSubnets, nodeImage: "i", etcd: "disk" }),
      ) as object;
      assert.deepEqual((made as { networking: object }).networking, {
        disableDefaultCNI: true,
        kubeProxyMode: "none",
        ipFamily,
        ...networking,
      });
    });

  // A patch is applied only to a configuration of its own version, and the node image decides which one that is.
  it("runs the controller manager without the controller of load balancers, in both versions of kubeadm's API", () => {
    const controllers = "*,bootstrap-signer-controller,token-cleaner-controller,-service-lb-controller";
    const patch = (version: string, extraArgs: object) => ({
      kind: "ClusterConfiguration",
      apiVersion: `kubeadm.k8s.io/${version}`,
      controllerManager: { extraArgs },
    });
    assert.deepEqual(
      kubeadmConfigPatches.map((one) => parse(one) as unknown),
      [patch("v1beta3", { controllers }), patch("v1beta4", [{ name: "controllers", value: controllers }])],
    );
  });

  it("has etcd's data where nodes have a tmpfs, in both versions too, and nothing else changes with that", () => {
    const settings = { workers: 1, podSubnets: ["10.10.0.0/16"], serviceSubnets: ["10.11.0.0/16"], nodeImage: "i" };
    const made = (etcd: "memory" | "disk") => {
      const { kubeadmConfigPatches, ...rest } = parse(kindConfig({ ...settings, etcd })) as Config;
      return { patches: kubeadmConfigPatches.map((one) => parse(one) as { etcd?: unknown }), rest };
    };
    const [memory, disk] = [made("memory"), made("disk")];
    assert.deepEqual(
      memory.patches.map(({ etcd }) => etcd),
      [1, 2].map(() => ({ local: { dataDir: "/tmp/etcd" } })),
    );
    assert.deepEqual(
      memory.patches.map((patch) => ({ ...patch, etcd: undefined })),
      disk.patches.map((patch) => ({ ...patch, etcd: undefined })),
    );
    assert.deepEqual(memory.rest, disk.rest);
  });

  it("comes with IPv6 switched on in the nodes' kernels", () =>
    assert.deepEqual(nodeSysctls, ["net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1"]));
});
