import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { arranged } from "../../../../stacks/bench/talk/arrange.ts";
import { talkScripts } from "../../../../stacks/bench/talk/script.ts";
import type { TalkObject } from "../../../../stacks/bench/talk/state-objects.ts";
import type { PlannedResource } from "../../../../stacks/commands/plan/evaluate.ts";
import { scenarioNames } from "../../../../stacks/registry.ts";
import { planOf } from "../../planned.ts";
import { upstream } from "../../support.ts";

// Without the upstream files the objects of manifests are missing, and nothing that is looked at.
const artifacts: Record<string, string> = existsSync(upstream) ? { artifacts: upstream } : {};

/** What a plan makes on the cluster, and the workloads that it does not show because a chart renders them. */
async function objectsOf(scenario: string): Promise<TalkObject[]> {
  const { resources } = await planOf({ cluster: "simulated", ...artifacts }, scenario);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const topOf = (resource: PlannedResource): string => {
    const parent = byUrn.get(resource.parent ?? "");
    return parent ? topOf(parent) : resource.name;
  };
  const planned = resources
    .filter(({ type }) => type.startsWith("kubernetes:") && !type.includes("helm.sh"))
    .map((resource) => ({ ...(resource.inputs as unknown as TalkObject), part: topOf(resource), manifest: {} }));
  return [object("DaemonSet", "ovnkube-node", "ovn-kubernetes", "ovn-kubernetes"), ...planned];
}

const object = (kind: string, name: string, part: string, namespace?: string): TalkObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace },
  part,
  manifest: {},
});

/** A plan takes seconds, and several tests look at the same one. */
const plans = new Map<string, Promise<TalkObject[]>>();
const scripts = async (scenario: string) => {
  const objects = plans.get(scenario) ?? objectsOf(scenario);
  plans.set(scenario, objects);
  return arranged(talkScripts[scenario] ?? [], await objects);
};
const kindsIn = (objects: readonly TalkObject[]): string[] =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();

describe("the talks' commands", function () {
  this.timeout(60_000);

  it("are known of every scenario and of no other", () =>
    assert.deepEqual(Object.keys(talkScripts).toSorted(), scenarioNames.toSorted()));

  for (const scenario of scenarioNames)
    it(`of ${scenario} make all that the program makes, and each of them something`, async function () {
      if (!existsSync(upstream)) this.skip();
      for (const { name, applied } of await scripts(scenario)) assert.notEqual(applied.length, 0, name);
    });

  it("of overlay wait for all pods of the cluster and let them settle, then for the scenario's", async () => {
    const steps = await scripts("overlay");
    assert.deepEqual(
      steps.map(({ settle }) => settle),
      [0, 30, 0],
    );
    assert.deepEqual(steps.map(({ awaited }) => kindsIn(awaited)).slice(-1), [
      ["Pod blue-server", "Pod podclient", "Pod yellow-server"],
    ]);
  });

  it("of udn-vms wait for each part before the next, and for the guests last", async () => {
    const steps = await scripts("udn-vms");
    assert.deepEqual(
      steps.slice(1).map(({ awaited }) => kindsIn(awaited)),
      [
        ["DaemonSet ovnkube-node"],
        ["KubeVirt kubevirt"],
        existsSync(upstream) ? ["Deployment cert-manager-webhook"] : [],
        existsSync(upstream) ? ["Deployment kubevirt-ipam-controller-manager"] : [],
        ["VirtualMachine blue", "VirtualMachine red"],
      ],
    );
  });

  it("of udn-pods make the overlapping network after the services, and the policy last", async () => {
    const [workloads, services, overlapping, policy] = (await scripts("udn-pods")).slice(2);
    assert.equal(workloads?.awaited.length, 5);
    assert.deepEqual(kindsIn(services?.applied ?? []), ["Service service-blue", "Service service-green"]);
    assert.deepEqual(overlapping?.applied.map(({ kind }) => kind).toSorted(), [
      "Namespace",
      "StatefulSet",
      "UserDefinedNetwork",
    ]);
    assert.deepEqual(kindsIn(policy?.applied ?? []), ["NetworkPolicy allow-to-devconf-demo-pods"]);
  });
});

describe("dealing objects out to steps", () => {
  const steps = [
    { name: "pods", applies: ({ kind }: TalkObject) => kind === "Pod", waitsFor: () => true },
    { name: "rest", applies: ({ kind }: TalkObject) => kind !== "Secret", waitsFor: () => true, pause: 3, settle: 4 },
  ];

  it("gives each to the first that applies it, and waits for those alone that can be ready", () => {
    const [pod, service] = [object("Pod", "a", "x"), object("Service", "b", "x")];
    assert.deepEqual(arranged(steps, [service, pod]), [
      { name: "pods", applied: [pod], awaited: [pod], pause: 0, settle: 0 },
      { name: "rest", applied: [service], awaited: [pod], pause: 3, settle: 4 },
    ]);
  });

  it("refuses to leave any out, for both sides have to make the same", () =>
    assert.throws(() => arranged(steps, [object("Secret", "a", "x")]), /make none of Secret a$/));
});
