import assert from "node:assert/strict";
import type { ObjectName } from "../../components/clusters/index.ts";
import { defaultScenarioSettings } from "../../components/settings/default-settings.ts";
import { loadScenario, scenarioNames } from "../../stacks/registry.ts";
import { planOf, scenarioObjects } from "./planned.ts";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const textOf = ({ apiVersion, kind, namespace = "", name }: ObjectName): string =>
  [apiVersion, kind, namespace, name].join(" ");

describe("what a scenario claims of a cluster that others may use too", function () {
  this.timeout(120_000);

  // Whatever lies in a namespace of the scenario is its own with the namespace.
  for (const scenario of scenarioNames)
    for (const namePrefix of ["", "a-"])
      it(`is everything that ${scenario} makes outside of its namespaces, and those${namePrefix ? ", with a prefix" : ""}`, async () => {
        const { claims } = await loadScenario(scenario, { ...defaultScenarioSettings, namePrefix });
        const objects = Object.values(scenarioObjects(await planOf({ namePrefix }, scenario))) as Manifest[];
        const manifests = objects.filter(({ metadata }) => (metadata as object | undefined) !== undefined);
        const own = manifests.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
        const shared = manifests
          .filter(({ metadata }) => metadata.namespace === undefined || !own.includes(metadata.namespace))
          .map(({ apiVersion, kind, metadata }) => textOf({ apiVersion, kind, ...metadata }));
        assert.notDeepEqual(shared, []);
        assert.deepEqual(claims.map(textOf).toSorted(), shared.toSorted());
        if (namePrefix) for (const { name } of claims) assert.ok(name.startsWith(namePrefix), name);
      });
});
