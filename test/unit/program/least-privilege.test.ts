import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { addedContainer } from "../../../components/checks/added-container.ts";
import { installationFiles } from "../../../components/platform/index.ts";
import { platformParts } from "../../../components/settings/platform-parts.ts";
import type { PlannedResource } from "../../../stacks/commands/plan/evaluate.ts";
import { scenarioNames } from "../../../stacks/registry.ts";
import { platformPlan } from "../../support/platform-plan.ts";
import { type PodSpec, restrictedProblems } from "../../support/restricted-pods.ts";
import { type Plan, planOf } from "../planned.ts";
import { settingsOf } from "../settings/support.ts";
import { upstream } from "../support.ts";

const rights = /:(Cluster)?Role(Binding)?$|:ServiceAccount$/;

/** Pods that may do more than the standard `restricted` lets them, and why. Nothing else may. */
const exceptions: Readonly<
  Record<string, { readonly pods: RegExp; readonly why: string; readonly problems: string[] }>
> = {
  "udn-pods": {
    pods: /^udn-pods-app-/,
    why: "the talk's own manifests; their checks ping, which takes a raw socket",
    problems: ["may become root", "may run as root", "has no seccomp profile", "keeps capabilities"],
  },
};

/** The specification of each pod that a scenario's own objects run, by the object's name in the program. */
function podSpecs(objects: readonly PlannedResource[]): [string, PodSpec][] {
  return objects.flatMap(({ name, type, inputs }): [string, PodSpec][] => {
    // KubeVirt makes the pods of virtual machines.
    if (type.endsWith(":VirtualMachine")) return [];
    const spec = inputs["spec"] as Partial<PodSpec> & { readonly template?: { readonly spec: PodSpec } };
    if (type.endsWith(":Pod")) return [[name, spec as PodSpec]];
    return type.startsWith("kubernetes:apps/") && spec.template ? [[name, spec.template.spec]] : [];
  });
}

describe("least privilege", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async function () {
    if (!existsSync(upstream)) this.skip();
    for (const scenario of scenarioNames) plans.set(scenario, await planOf({ artifacts: upstream }, scenario));
  });

  function ownObjects(scenario: string): readonly PlannedResource[] {
    const { resources } = plans.get(scenario) ?? { resources: [] };
    const parent = resources.find(({ type }) => type === "lab:index:Scenario")?.urn;
    const own = resources.filter((one) => one.parent === parent);
    assert.ok(own.length > 3);
    return own;
  }

  for (const scenario of scenarioNames) {
    it(`${scenario} itself adds no role, binding or account to a cluster`, () =>
      assert.deepEqual(
        ownObjects(scenario).filter(({ type }) => rights.test(type)),
        [],
      ));

    it(`the pods of ${scenario} meet the standard "restricted", but for those that are named`, () => {
      const exception = exceptions[scenario];
      const specs = podSpecs(ownObjects(scenario));
      assert.equal(specs.length > 0, scenario !== "udn-vms");
      for (const [name, spec] of specs) {
        const allowed = exception?.pods.test(name) ? exception.problems : [];
        const problems = restrictedProblems(spec).filter((problem) => !allowed.some((one) => problem.endsWith(one)));
        assert.deepEqual(problems, [], name);
      }
    });
  }

  it("the container that a check adds to a pod meets it too", () =>
    assert.deepEqual(restrictedProblems({ containers: [addedContainer("probe", "image")] }), []));

  it("roles, bindings and accounts of the platform are upstream's, as they are there", async () => {
    const files = await installationFiles(settingsOf({ artifacts: upstream }), platformParts);
    const upstreams = Object.values(files).flatMap((manifests: unknown) =>
      Array.isArray(manifests) ? (manifests as unknown[]) : [],
    );
    const key = (one: unknown): string => {
      const { kind, metadata } = one as { kind: string; metadata: { namespace?: string; name: string } };
      return [kind, metadata.namespace, metadata.name].join(" ");
    };
    const byName = new Map<string, unknown>(upstreams.map((one) => [key(one), one]));
    for (const cluster of ["kind", "simulated"]) {
      const { resources } = await platformPlan({ cluster, artifacts: upstream }, platformParts);
      const planned = resources.filter(({ type }) => type.startsWith("kubernetes:") && rights.test(type));
      assert.ok(planned.length > 20);
      for (const { inputs } of planned) assert.deepEqual(inputs, byName.get(key(inputs)), key(inputs));
    }
  });
});
