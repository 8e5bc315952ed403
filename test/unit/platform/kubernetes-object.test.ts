import assert from "node:assert/strict";
import { objectName, resourceType } from "../../../components/platform/kubernetes-object.ts";
import { isDefinition } from "../../../components/platform/manifest-objects.ts";

const manifest = (apiVersion: string, kind: string, name: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

describe("an object of a manifest as a resource", () => {
  const types: Record<string, [apiVersion: string, kind: string]> = {
    "kubernetes:core/v1:ConfigMap": ["v1", "ConfigMap"],
    "kubernetes:apps/v1:DaemonSet": ["apps/v1", "DaemonSet"],
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": ["rbac.authorization.k8s.io/v1", "ClusterRole"],
    "kubernetes:k8s.cni.cncf.io/v1:NetworkAttachmentDefinition": ["k8s.cni.cncf.io/v1", "NetworkAttachmentDefinition"],
  };
  for (const [type, [apiVersion, kind]] of Object.entries(types))
    it(`is of the SDK's type ${type}`, () => assert.equal(resourceType({ apiVersion, kind }), type));

  it("is named after its part, kind, namespace and name", () =>
    assert.equal(
      objectName("multus", manifest("apps/v1", "DaemonSet", "kube-multus-ds", "kube-system")),
      "multus-daemonset-kube-system-kube-multus-ds",
    ));

  it("without a namespace is named without one", () =>
    assert.equal(objectName("multus", manifest("v1", "Namespace", "x")), "multus-namespace-x"));
});

describe("the definitions of secondary networks", () => {
  it("are CustomResourceDefinitions and nothing else", () =>
    assert.deepEqual(
      [
        manifest("apiextensions.k8s.io/v1", "CustomResourceDefinition", "a"),
        manifest("apps/v1", "DaemonSet", "b"),
        manifest("k8s.cni.cncf.io/v1", "NetworkAttachmentDefinition", "c"),
      ].map(isDefinition),
      [true, false, false],
    ));
});
