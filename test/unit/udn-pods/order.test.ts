import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { type Plan, planOf, resource, scenarioObjects, waitsFor } from "../planned.ts";
import { upstream } from "../support.ts";
import { plannedChecks, untilPolicy } from "./checks.ts";
import { objectsOf, objectsUpTo, stepNames } from "./objects.ts";

const namesOf = (step: string): string[] => Object.keys(objectsOf[step] ?? {});
const upTo = (step: string): string[] => Object.keys(objectsUpTo(step)).toSorted();
const multus = [
  "multus-clusterrole-multus",
  "multus-clusterrolebinding-multus",
  "multus-configmap-kube-system-multus-cni-config",
  "multus-daemonset-kube-system-kube-multus-ds",
  "multus-serviceaccount-kube-system-multus",
];
const policyApi = ["adminnetworkpolicies", "baselineadminnetworkpolicies"].map(
  (kind) => `network-policy-api-customresourcedefinition-${kind}.policy.networking.k8s.io`,
);
const stages = ["simulation-clusteruserdefinednetwork-created", "simulation-userdefinednetwork-created"];
const checkNames = (ids: readonly string[]): string[] => ids.map((id) => `checks-${id}`);

/** What stands between the platform and the scenario on each kind of cluster. */
const platforms: Record<string, [settings: Record<string, string>, networks: string[], workloads: string[]]> = {
  kind: [{}, ["ovn-kubernetes"], ["workload-network-ready"]],
  simulated: [{ cluster: "simulated" }, ["ovn-kubernetes", ...stages], ["ovn-kubernetes"]],
};

for (const [kind, [settings, networksNeed, workloadsNeed]] of Object.entries(platforms))
  describe(`the order of the scenario udn-pods on ${kind}`, function () {
    this.timeout(120_000);
    let plan: Plan;
    before(async function () {
      // The objects of multus are not in a plan without its files.
      if (!existsSync(upstream)) this.skip();
      plan = await planOf({ artifacts: upstream, ...settings }, "udn-pods");
    });
    const assertWaits = (name: string, expected: readonly string[]): void =>
      assert.deepEqual(waitsFor(plan, name), expected.toSorted(), name);

    it("begins with namespaces, which wait for nothing but the cluster", () => {
      for (const name of [...namesOf("namespaces"), "udn-pods-overlapping-with-blue"]) {
        assertWaits(name, []);
        assert.equal(resource(plan, name).provider?.split("::").at(-1), "cluster-api");
      }
    });

    const networks: Record<string, string[]> = {
      "udn-pods-blue-network": ["udn-pods-blue"],
      "udn-pods-green-network": ["udn-pods-green"],
      "udn-pods-colored-enterprise": ["udn-pods-red", "udn-pods-yellow"],
      "udn-pods-overlapping-with-blue-network": ["udn-pods-overlapping-with-blue"],
    };
    for (const [name, namespaces] of Object.entries(networks))
      it(`makes ${name} after ${[...namespaces, ...networksNeed].join(", ")}`, () =>
        assertWaits(name, [...namespaces, ...networksNeed]));

    for (const name of namesOf("workloads"))
      it(`makes ${name} after multus, ${workloadsNeed.join()}, all namespaces and all networks`, () =>
        assertWaits(name, [...multus, ...policyApi, ...workloadsNeed, ...upTo("cluster-network")]));

    for (const network of ["blue", "green"])
      it(`makes the service of ${network} after its namespace and its pods`, () =>
        assertWaits(`udn-pods-service-${network}`, [`udn-pods-${network}`, `udn-pods-app-${network}`]));

    it("makes the overlapping pods after their own network alone, beside the other tenants' pods", () =>
      assertWaits("udn-pods-app-overlapping-blue", [
        ...multus,
        ...policyApi,
        ...workloadsNeed,
        "udn-pods-overlapping-with-blue",
        "udn-pods-overlapping-with-blue-network",
      ]));

    it("makes the policy after its namespace and every check that it ends", () =>
      assertWaits("udn-pods-allow-to-devconf-demo-pods", ["udn-pods-red", ...checkNames(untilPolicy)]));

    for (const step of new Set(plannedChecks.map((check) => check.step)))
      it(`makes the checks of step ${step} after everything up to it`, () => {
        for (const { id } of plannedChecks.filter((check) => check.step === step))
          assertWaits(`checks-${id}`, upTo(step));
      });

    it("looks for its stages, where nodes are simulated, after OVN-Kubernetes' definitions", () => {
      const simulations = plan.resources.filter(({ type }) => type === "lab:index:Simulation");
      const after = simulations.map(({ dependsOn }) => dependsOn.map((urn) => urn.split("::").at(-1)));
      assert.deepEqual(after, kind === "simulated" ? [["ovn-kubernetes"]] : []);
    });
  });

describe("the scenario udn-pods up to a step", function () {
  this.timeout(120_000);
  const given = { artifacts: upstream };
  let full: Plan;
  const partial = new Map<string, Plan>();
  before(async () => {
    const made = ["1", "4", "services"].map(async (step) =>
      partial.set(step, await planOf({ ...given, step }, "udn-pods")),
    );
    [full] = await Promise.all([planOf(given, "udn-pods"), ...made]);
  });
  const planUpTo = (step: string): Plan => partial.get(step) ?? assert.fail(`no plan up to ${step}`);

  for (const [step, last] of [
    ["1", "namespaces"],
    ["4", "workloads"],
    ["services", "services"],
  ] as const) {
    it(`${step} has the objects and checks of the steps to ${last}, and no other`, () => {
      const steps = stepNames.slice(0, stepNames.indexOf(last) + 1);
      const checks = plannedChecks.filter((check) => steps.includes(check.step));
      assert.deepEqual(scenarioObjects(planUpTo(step)), objectsUpTo(last));
      assert.deepEqual(planUpTo(step).checks, checks);
      assert.deepEqual(
        planUpTo(step)
          .resources.filter(({ name }) => name.startsWith("checks-"))
          .map(({ name }) => name),
        checkNames(checks.map(({ id }) => id)),
      );
    });

    it(`${step} has nothing that the later steps change or take away`, () => {
      const whole = new Map(full.resources.map((one) => [one.urn, one]));
      const part = planUpTo(step).resources;
      assert.ok(part.length > 8 && part.length < full.resources.length);
      for (const one of part) assert.deepEqual(whole.get(one.urn), one);
    });
  }
});
