import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { mirrored, replaceImageTag, withImages } from "../../../components/artifacts/images.ts";
import { readManifest } from "../../../components/artifacts/manifests.ts";
import type { KubernetesManifest } from "../../../components/artifacts/manifests.ts";
import { multus, multusImage } from "../../../components/versions.ts";
import { upstream } from "./support.ts";

const podSpec = () => ({
  containers: [{ name: "a", image: "a:1" }, { name: "no-image" }, { name: "b", image: "b:1" }],
  initContainers: [{ name: "i", image: "i:1" }],
});
const manifest = (kind: string, content: Record<string, unknown>): KubernetesManifest => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "x" },
  ...content,
});
const template = () => ({ spec: { template: { spec: podSpec() } } });

describe("withImages", () => {
  const kinds: Record<string, Record<string, unknown>> = {
    Pod: { spec: podSpec() },
    PodTemplate: { template: { spec: podSpec() } },
    Deployment: template(),
    DaemonSet: template(),
    StatefulSet: template(),
    ReplicaSet: template(),
    ReplicationController: template(),
    Job: template(),
    CronJob: { spec: { jobTemplate: template() } },
  };
  for (const [kind, content] of Object.entries(kinds)) {
    it(`replaces the images of a ${kind} in a copy`, () => {
      const before = manifest(kind, content);
      const untouched = structuredClone(before);

      const [after] = withImages([before], (image) => `new/${image}`);

      assert.deepEqual(before, untouched);
      const expected = JSON.stringify(before).replaceAll(/"(\w:1)"/g, '"new/$1"');
      assert.equal(expected.match(/new/g)?.length, 3);
      assert.deepEqual(after, JSON.parse(expected));
    });
  }

  const others = [
    manifest("ConfigMap", { data: { image: "a:1" } }),
    manifest("VirtualMachine", template()),
    manifest("constructor", {}),
    manifest("Deployment", { spec: null }),
    manifest("Pod", { spec: { containers: [null, "text", { image: 1 }], initContainers: null } }),
  ];
  for (const other of others) {
    it(`copies a ${other.kind} as it is: ${JSON.stringify(other["spec"] ?? other["data"])}`, () => {
      const [copy] = withImages([other], () => "new");
      assert.deepEqual(copy, other);
      assert.notEqual(copy, other);
    });
  }

  it("replaces the tags in the manifest of multus (skipped where OVN_LABS_UPSTREAM names no copy of it)", function () {
    const file = join(upstream, multus["v4.1.3"].artifact, "multus-daemonset.yml");
    if (!existsSync(file)) this.skip();
    const before = readManifest(file);
    assert.deepEqual(
      before.map(({ kind }) => kind),
      ["CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "ServiceAccount", "ConfigMap", "DaemonSet"],
    );

    const after = withImages(before, (image) => replaceImageTag(image, { repository: multusImage, tag: "v4.1.3" }));

    const snapshot = `"${multusImage}:snapshot"`;
    assert.equal(JSON.stringify(before).split(snapshot).length, 3);
    assert.equal(JSON.stringify(after), JSON.stringify(before).replaceAll(snapshot, `"${multusImage}:v4.1.3"`));
  });
});

describe("withImages, of what operators start", () => {
  const operator = (container: Record<string, unknown>): KubernetesManifest =>
    manifest("Deployment", { spec: { template: { spec: { containers: [container] } } } });
  const replaced = (container: Record<string, unknown>): unknown => {
    const [copy] = withImages([operator(container)], (image) => `new/${image}`);
    return copy;
  };

  it("replaces the images in environment variables", () =>
    assert.deepEqual(
      replaced({
        env: [
          { name: "VIRT_OPERATOR_IMAGE", value: "a:1" },
          { name: "IMAGE_PULL_POLICY", value: "Always" },
          { name: "HANDLER_IMAGE_PULL_POLICY", value: "Always" },
          { name: "SIDECAR_IMAGE", value: "" },
          { name: "FIELD_IMAGE", valueFrom: {} },
        ],
      }),
      operator({
        env: [
          { name: "VIRT_OPERATOR_IMAGE", value: "new/a:1" },
          { name: "IMAGE_PULL_POLICY", value: "Always" },
          { name: "HANDLER_IMAGE_PULL_POLICY", value: "Always" },
          { name: "SIDECAR_IMAGE", value: "" },
          { name: "FIELD_IMAGE", valueFrom: {} },
        ],
      }),
    ));

  it("replaces the images in arguments", () =>
    assert.deepEqual(
      replaced({ args: ["--acme-http01-solver-image=a:1", "--image-policy=a:1", "-v", 2] }),
      operator({ args: ["--acme-http01-solver-image=new/a:1", "--image-policy=a:1", "-v", 2] }),
    ));
});

describe("mirrored", () => {
  const cases: Record<string, string> = {
    "quay.io/nmstate/x:v1": "mirror.example/hub/quay.io/nmstate/x:v1",
    "localhost/x": "mirror.example/hub/localhost/x",
    "registry:5000/x:v1": "mirror.example/hub/registry:5000/x:v1",
    "postgres:17": "mirror.example/hub/docker.io/library/postgres:17",
    "kindest/node:v1": "mirror.example/hub/docker.io/kindest/node:v1",
  };
  for (const [image, expected] of Object.entries(cases))
    it(`gives ${expected} for ${image}`, () => assert.equal(mirrored(image, "mirror.example/hub"), expected));

  it("leaves images as they are without a mirror", () =>
    assert.equal(mirrored("postgres:17", undefined), "postgres:17"));
});

describe("replaceImageTag", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  const cases: [image: string, repository: string, expected: string][] = [
    ["ghcr.io/o/n:snapshot", "ghcr.io/o/n", "ghcr.io/o/n:v2"],
    ["ghcr.io/o/n", "ghcr.io/o/n", "ghcr.io/o/n:v2"],
    [`ghcr.io/o/n@${digest}`, "ghcr.io/o/n", "ghcr.io/o/n:v2"],
    [`ghcr.io/o/n:v1@${digest}`, "ghcr.io/o/n", "ghcr.io/o/n:v2"],
    ["localhost:5000/n", "localhost:5000/n", "localhost:5000/n:v2"],
    ["localhost:5000/n:v1", "localhost:5000/n", "localhost:5000/n:v2"],
    ["ghcr.io/o/n-more:v1", "ghcr.io/o/n", "ghcr.io/o/n-more:v1"],
    ["docker.io/o/n:v1", "ghcr.io/o/n", "docker.io/o/n:v1"],
  ];
  for (const [image, repository, expected] of cases) {
    it(`gives ${expected} for ${image} and ${repository}`, () => {
      assert.equal(replaceImageTag(image, { repository, tag: "v2" }), expected);
    });
  }
});
