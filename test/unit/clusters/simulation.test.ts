import assert from "node:assert/strict";
import { parse } from "yaml";
import { kubeletStages } from "../../../components/clusters/simulation/kubelet.ts";
import { ovnKubernetesStages } from "../../../components/clusters/simulation/ovn-kubernetes.ts";
import { lacksCondition, type Stage } from "../../../components/clusters/simulation/stage.ts";

const all = [...kubeletStages, ...ovnKubernetesStages];
const kindsOf = (stages: readonly Stage[]): string[][] =>
  stages.map(({ metadata, spec }) => [metadata.name, spec.resourceRef.apiGroup, spec.resourceRef.kind]);

interface Patch {
  readonly subresource: string;
  readonly root: string;
  readonly template: string;
}
const patchesOf = ({ spec }: Stage): readonly Patch[] => (spec.next["patches"] ?? []) as readonly Patch[];

describe("the stages of a simulated cluster", () => {
  it("are those of nodes and pods, for the kubelets that are not there", () =>
    assert.deepEqual(kindsOf(kubeletStages), [
      ["node-ready", "v1", "Node"],
      ["pod-running", "v1", "Pod"],
      ["pod-gone", "v1", "Pod"],
    ]));

  it("are those of both kinds of network, for the controllers of OVN-Kubernetes", () =>
    assert.deepEqual(kindsOf(ovnKubernetesStages), [
      ["userdefinednetwork-created", "k8s.ovn.org/v1", "UserDefinedNetwork"],
      ["clusteruserdefinednetwork-created", "k8s.ovn.org/v1", "ClusterUserDefinedNetwork"],
    ]));

  it("have names of their own, which are names of objects", () => {
    const names = all.map(({ metadata }) => metadata.name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z][a-z-]*[a-z]$/);
  });

  for (const stage of all) {
    it(`${stage.metadata.name} is a Stage that selects by a query and does one thing`, () => {
      assert.deepEqual([stage.apiVersion, stage.kind], ["kwok.x-k8s.io/v1alpha1", "Stage"]);
      assert.notDeepEqual(stage.spec.selector.matchExpressions, []);
      for (const { key, operator, values } of stage.spec.selector.matchExpressions) {
        assert.match(key, /^\.[a-z]/);
        // Operators of presence have no values, the others need some.
        assert.equal(values === undefined, ["Exists", "DoesNotExist"].includes(operator));
      }
      assert.equal(patchesOf(stage).length === 1, stage.spec.next["delete"] !== true);
    });
  }

  for (const stage of all.filter((one) => patchesOf(one).length > 0))
    it(`${stage.metadata.name} sets the status, by a template whose actions are closed`, () => {
      const [patch] = patchesOf(stage);
      assert.deepEqual([patch?.subresource, patch?.root], ["status", "status"]);
      const template = patch?.template ?? "";
      const blocks = [...template.matchAll(/\{\{ (range|with|if|end)\b/g)].map(([, word]) => word);
      assert.equal(blocks.filter((word) => word === "end").length * 2, blocks.length);
      assert.equal(template.split("{{").length, template.split("}}").length);
    });

  it("of networks make the very condition true that they select by, so that they match once", () => {
    for (const stage of ovnKubernetesStages) {
      assert.deepEqual(stage.spec.selector.matchExpressions, [lacksCondition("NetworkCreated")]);
      const status = parse((patchesOf(stage)[0]?.template ?? "").replace(/\{\{.*?\}\}/g, '"now"')) as {
        conditions: { type: string; status: string }[];
      };
      assert.deepEqual(
        status.conditions.map(({ type, status: is }) => [type, is]),
        [["NetworkCreated", "True"]],
      );
    }
  });

  it("match objects whose condition is anything but True", () =>
    assert.deepEqual(lacksCondition("Ready"), {
      key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
      operator: "NotIn",
      values: ["True"],
    }));
});
