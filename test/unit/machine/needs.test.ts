import assert from "node:assert/strict";
import { scenarioNames } from "../../../stacks/registry.ts";
import { planOf, scenarioObjects } from "../planned.ts";
import { needsOf } from "./support.ts";

interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly labels?: Record<string, string> };
  readonly spec?: {
    readonly template?: {
      readonly spec?: {
        readonly domain?: { readonly resources?: { readonly requests?: { readonly memory?: string } } };
      };
    };
  };
}

describe("what a scenario says that it needs of a machine", function () {
  this.timeout(60_000);

  for (const name of scenarioNames)
    it(`${name} has the virtual machines and primary networks of its own objects`, async () => {
      const objects = Object.values(scenarioObjects(await planOf({}, name))) as Manifest[];
      const { virtualMachines, primaryNetworks, onMachine } = await needsOf(name);
      const machines = objects.filter(({ kind }) => kind === "VirtualMachine");
      const memory = machines.map(({ spec }) => spec?.template?.spec?.domain?.resources?.requests?.memory);
      // One more while udn-vms' machine migrates.
      const expected = machines.length + (name === "udn-vms" ? 1 : 0);
      assert.equal(virtualMachines?.count ?? 0, expected);
      assert.deepEqual(new Set(memory), new Set(virtualMachines ? [`${virtualMachines.memory}M`] : []));
      const labels = objects.flatMap(({ metadata }) => Object.keys(metadata?.labels ?? {}));
      assert.equal(primaryNetworks, labels.includes("k8s.ovn.org/primary-user-defined-network"));
      assert.equal(onMachine, name === "localnet");
    });
});
