import assert from "node:assert/strict";
import { readSettings } from "../../../components/settings/read-settings.ts";
import { destroyVariables, goesWithCluster } from "../../../stacks/commands/checkpoints.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";

const existing = { "lab:cluster": "existing", "lab:kubeconfig": "/k", "lab:context": "c" };

async function labOf(name: string, config: Readonly<Record<string, string>>) {
  const settings = readSettings({ stack: name, config, scenarios: scenarioNames, projectDirectory: "/" });
  return { settings, scenario: await loadScenario(name, settings) };
}

describe("a destroy without checkpoints", () => {
  for (const name of scenarioNames)
    it(`is ${name === "localnet" ? "never" : "one"} of ${name}, ${name === "localnet" ? "which has things on this machine" : "unless its cluster stays"}`, async () => {
      for (const cluster of ["kind", "simulated"])
        assert.equal(goesWithCluster(await labOf(name, { "lab:cluster": cluster })), name !== "localnet", cluster);
      assert.equal(goesWithCluster(await labOf(name, existing)), false);
    });

  it("is asked of Pulumi by its environment", async () =>
    assert.deepEqual(destroyVariables(await labOf("overlay", { "lab:cluster": "simulated" })), {
      PULUMI_SKIP_CHECKPOINTS: "true",
    }));

  it("is none of a stack that nothing is known of", () => assert.deepEqual(destroyVariables(undefined), {}));
});
