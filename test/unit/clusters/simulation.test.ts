import assert from "node:assert/strict";
import { parse } from "yaml";
import { kubeletStages } from "../../../components/clusters/simulation/kubelet.ts";
import { ovnKubernetesStages } from "../../../components/clusters/simulation/ovn-kubernetes.ts";
import { kubevirtDefinitions, kubevirtStages } from "../../../components/clusters/simulation/kubevirt.ts";
import { nmstateStages } from "../../../components/clusters/simulation/nmstate.ts";
import { lacksCondition, type Stage } from "../../../components/clusters/simulation/stage.ts";

const all = [...kubeletStages, ...ovnKubernetesStages, ...kubevirtStages, ...nmstateStages];
const kindsOf = (stages: readonly Stage[]): string[][] =>
  stages.map(({ metadata, spec }) => [metadata.name, spec.resourceRef.apiGroup, spec.resourceRef.kind]);

interface Patch {
  readonly subresource: string;
  readonly root: string;
  readonly template: string;
}
/** The status that a stage sets, with one moment for all. */
const statusOf = (stage: Stage): Record<string, unknown> =>
  parse((patchesOf(stage)[0]?.template ?? "").replace(/\{\{.*?\}\}/g, '"now"')) as Record<string, unknown>;
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

  it("are those of virtual machines and of their deployment, for KubeVirt", () =>
    assert.deepEqual(kindsOf(kubevirtStages), [
      ["kubevirt-available", "kubevirt.io/v1", "KubeVirt"],
      ["virtualmachine-ready", "kubevirt.io/v1", "VirtualMachine"],
    ]));

  it("are those of policies for nodes, for nmstate", () =>
    assert.deepEqual(kindsOf(nmstateStages), [
      ["nodenetworkconfigurationpolicy-available", "nmstate.io/v1", "NodeNetworkConfigurationPolicy"],
    ]));

  const conditions: Record<string, string> = {
    "userdefinednetwork-created": "NetworkCreated",
    "clusteruserdefinednetwork-created": "NetworkCreated",
    "kubevirt-available": "Available",
    "virtualmachine-ready": "Ready",
    "nodenetworkconfigurationpolicy-available": "Available",
  };
  for (const [name, condition] of Object.entries(conditions))
    it(`${name} makes the very condition true that it selects by, so that it matches once: ${condition}`, () => {
      const stage = all.find(({ metadata }) => metadata.name === name) as Stage;
      assert.deepEqual(stage.spec.selector.matchExpressions, [lacksCondition(condition)]);
      const made = statusOf(stage).conditions as { type: string; status: string }[];
      assert.deepEqual(
        made.map(({ type, status: is }) => [type, is]),
        [[condition, "True"]],
      );
    });

  it("say of a virtual machine what KubeVirt says of one that runs", () => {
    const stage = all.find(({ metadata }) => metadata.name === "virtualmachine-ready") as Stage;
    const { ready, created, printableStatus } = statusOf(stage);
    assert.deepEqual({ ready, created, printableStatus }, { ready: true, created: true, printableStatus: "Running" });
  });

  it("match objects whose condition is anything but True", () =>
    assert.deepEqual(lacksCondition("Ready"), {
      key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
      operator: "NotIn",
      values: ["True"],
    }));
});

describe("the definitions of a simulated cluster", () => {
  // As virt-operator makes them (KubeVirt v1.8.4, pkg/virt-operator/resource/generate/components/crds.go).
  const facts: Record<string, [kind: string, shortNames: string[]]> = {
    "virtualmachines.kubevirt.io": ["VirtualMachine", ["vm", "vms"]],
    "virtualmachineinstances.kubevirt.io": ["VirtualMachineInstance", ["vmi", "vmis"]],
    "virtualmachineinstancemigrations.kubevirt.io": ["VirtualMachineInstanceMigration", ["vmim", "vmims"]],
  };

  it("are those of KubeVirt's kinds, under their own names", () =>
    assert.deepEqual(
      Object.fromEntries(
        kubevirtDefinitions.map(({ metadata, spec }) => {
          const { names } = spec as { names: { kind: string; shortNames: string[] } };
          return [metadata.name, [names.kind, names.shortNames]];
        }),
      ),
      facts,
    ));

  it("store v1 and serve both versions, with a status of its own", () => {
    for (const { spec } of kubevirtDefinitions) {
      const { versions } = spec as { versions: { name: string; storage: boolean; subresources: unknown }[] };
      assert.deepEqual(
        versions.map(({ name, storage, subresources }) => [name, storage, subresources]),
        [
          ["v1", true, { status: {} }],
          ["v1alpha3", false, { status: {} }],
        ],
      );
    }
  });
});
