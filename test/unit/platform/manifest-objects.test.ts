import assert from "node:assert/strict";
import type { KubernetesManifest } from "../../../components/artifacts/index.ts";
import { neededFirst, withoutNeedlessWait } from "../../../components/platform/manifest-objects.ts";

const object = (apiVersion: string, kind: string, name: string, namespace?: string): KubernetesManifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

const manifests: Record<string, KubernetesManifest> = {
  operator: object("apps/v1", "Deployment", "operator", "part"),
  webhook: object("apps/v1", "Deployment", "webhook", "part"),
  settings: object("v1", "ConfigMap", "settings", "part"),
  elsewhere: object("v1", "ConfigMap", "settings", "kube-system"),
  role: object("rbac.authorization.k8s.io/v1", "ClusterRole", "operator"),
  resource: object("part.example/v1", "Part", "one", "part"),
  stranger: object("other.example/v1", "Part", "two"),
  namespace: object("v1", "Namespace", "part"),
  definition: {
    ...object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "parts.part.example"),
    spec: { group: "part.example", names: { kind: "Part" } },
  },
};
const names = Object.keys(manifests);
const all = Object.values(manifests);
const first = (name: string): string[] =>
  neededFirst(manifests[name] as KubernetesManifest, all).map((manifest) => names[all.indexOf(manifest)] ?? "");

describe("of a set of manifests", () => {
  it("an object comes after its namespace", () => assert.deepEqual(first("settings"), ["namespace"]));

  it("an object of a namespace that is not in it comes after nothing", () => assert.deepEqual(first("elsewhere"), []));

  it("a custom resource comes after its definition", () =>
    assert.deepEqual(first("resource"), ["namespace", "definition"]));

  it("a custom resource of another group does not", () => assert.deepEqual(first("stranger"), []));

  it("workloads come after all that is no workload", () => {
    const rest = names.filter((name) => !["operator", "webhook"].includes(name));
    assert.deepEqual(first("operator"), rest);
    assert.deepEqual(first("webhook"), rest);
  });

  it("no object comes after itself", () =>
    assert.deepEqual(
      names.filter((name) => first(name).includes(name)),
      [],
    ));
});

describe("Pulumi's own wait", () => {
  it("is left out for Services, which keep the annotations they have", () => {
    const service = object("v1", "Service", "webhook", "part");
    const annotated = { ...service, metadata: { ...service.metadata, annotations: { a: "b" } } };
    assert.deepEqual(withoutNeedlessWait(annotated).metadata.annotations, { a: "b", "pulumi.com/skipAwait": "true" });
    assert.deepEqual(annotated.metadata.annotations, { a: "b" });
  });

  it("stays for everything else", () => {
    for (const manifest of all) assert.equal(withoutNeedlessWait(manifest), manifest);
  });
});
