import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type KubernetesManifest, readManifest } from "../../../components/artifacts/index.ts";
import { multusObjects } from "../../../components/platform/multus.ts";
import { multus } from "../../../components/versions.ts";
import { upstream } from "../support.ts";

const manifestFile = join(upstream, multus["v4.1.3"].artifact, "multus-daemonset.yml");

const pinned = { imageTag: "v4.1.3", images: {} };

/** All texts in a value by their path. */
function texts(value: unknown, path = ""): [path: string, text: unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

describe("the objects of multus", () => {
  it("are those of upstream's manifest without the definition, only the image's tag is another (skipped where OVN_LABS_UPSTREAM names no copy of it)", function () {
    if (!existsSync(manifestFile)) this.skip();
    const manifests = readManifest(manifestFile);
    const before = structuredClone(manifests);

    const objects = multusObjects(manifests, pinned);

    assert.deepEqual(
      objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      [
        "ClusterRole multus",
        "ClusterRoleBinding multus",
        "ServiceAccount multus",
        "ConfigMap multus-cni-config",
        "DaemonSet kube-multus-ds",
      ],
    );
    const upstreams = texts(before.filter(({ kind }) => kind !== "CustomResourceDefinition"));
    const changed = texts(objects).filter(([path, text], i) => path !== upstreams[i]?.[0] || text !== upstreams[i][1]);
    assert.deepEqual(changed, [
      ["/4/spec/template/spec/containers/0/image", "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.1.3"],
      ["/4/spec/template/spec/initContainers/0/image", "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.1.3"],
    ]);
    assert.equal(texts(objects).length, upstreams.length);
    assert.deepEqual(manifests, before);
  });

  it("keep images of others", () => {
    const pod = (image: string): KubernetesManifest => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: { containers: [{ name: "c", image }] },
    });
    assert.deepEqual(
      multusObjects(
        [pod("ghcr.io/k8snetworkplumbingwg/multus-cni:snapshot"), pod("registry.k8s.io/pause:3.10")],
        pinned,
      ),
      [pod("ghcr.io/k8snetworkplumbingwg/multus-cni:v4.1.3"), pod("registry.k8s.io/pause:3.10")],
    );
  });
});
