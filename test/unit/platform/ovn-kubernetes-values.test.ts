import assert from "node:assert/strict";
import { ovnKubernetesValues, valuesFile } from "../../../components/platform/ovn-kubernetes-values.ts";

const cluster = {
  apiServer: "https://ovn-control-plane:6443",
  podSubnets: ["10.10.0.0/16"],
  serviceSubnets: ["10.11.0.0/16"],
};

describe("the chart's values", () => {
  for (const [version, tag] of [
    ["v1.3.0", "release-1.3"],
    ["master", "master"],
  ] as const)
    it(`of ${version} are those of the talk with the image of the same line, ${tag}`, () =>
      assert.deepEqual(ovnKubernetesValues({ ...cluster, version }), {
        k8sAPIServer: "https://ovn-control-plane:6443",
        podNetwork: "10.10.0.0/16/24",
        serviceNetwork: "10.11.0.0/16",
        skipCallToK8s: true,
        mtu: 1400,
        global: {
          skipCallToK8s: true,
          image: { repository: "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu", tag },
          enableMultiNetwork: true,
          enableNetworkSegmentation: true,
        },
      }));

  it("give each node a /64 of an IPv6 pod network", () =>
    assert.equal(
      ovnKubernetesValues({ ...cluster, version: "v1.3.0", podSubnets: ["fd00:10:244::/56"] }).podNetwork,
      "fd00:10:244::/56/64",
    ));

  it("name the networks of both families with a comma", () => {
    const dual = { podSubnets: ["10.10.0.0/16", "fd00:10::/48"], serviceSubnets: ["10.11.0.0/16", "fd00:11::/112"] };
    const { podNetwork, serviceNetwork } = ovnKubernetesValues({ ...cluster, version: "v1.3.0", ...dual });
    assert.equal(podNetwork, "10.10.0.0/16/24,fd00:10::/48/64");
    assert.equal(serviceNetwork, "10.11.0.0/16,fd00:11::/112");
  });

  it("take the image from a mirror", () =>
    assert.equal(
      ovnKubernetesValues({ ...cluster, version: "v1.3.0", images: { mirror: "mirror.example/hub" } }).global.image
        .repository,
      "mirror.example/hub/ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu",
    ));

  it("say which MTU pods have and what the nodes' gateway is made of", () => {
    const given = { ...cluster, version: "v1.3.0", mtu: 1300, gatewayInterface: "eno1" } as const;
    const { mtu, global } = ovnKubernetesValues(given);
    assert.equal(mtu, 1300);
    assert.equal(global.gatewayOpts, "--gateway-interface=eno1");
  });

  it("are laid over those of one zone a node", () => assert.equal(valuesFile, "values-single-node-zone.yaml"));
});
