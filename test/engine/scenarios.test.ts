import assert from "node:assert/strict";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { loadScenario } from "../../stacks/registry.ts";
import { checksOf } from "../../stacks/steps.ts";
import { eachBuildsOnTheLast, Lab, simulatedSettings, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Scenarios on the parts of the platform that other tests of this tier do not install: a step back, and the objects that it takes away. */
const scenarios: Readonly<Record<string, { readonly to: string; readonly withoutObjects: readonly string[] } | null>> =
  {
    // One goes back and forth; the others, which have no step that is undone in another way, are only built.
    "overlay-mixed": null,
    localnet: { to: "virtual-machine", withoutObjects: ["localnet-db-adapter", "localnet-web-client"] },
    "udn-vms": null,
  };

for (const [scenario, back] of Object.entries(scenarios))
  describe(`${scenario} on a simulated cluster`, function () {
    this.timeout(600_000);
    eachBuildsOnTheLast();
    let lab: Lab;
    let upstream: Upstream;
    /** Resources of the steps that the step back takes away. */
    let ofLaterSteps: string[];

    before(async function () {
      upstream = await upstreamOrSkip(this);
      lab = await Lab.make(scenario.replace("overlay-", ""));
      await lab.init({ scenario, ...simulatedSettings(upstream) });
    });
    after(() => Lab.disposeAll());

    /** What the next update would do, as `<operation> <name>`, sorted; for all that is not in it nothing would be done. */
    async function changes(): Promise<string[]> {
      const { steps } = await lab.preview();
      return steps
        .filter(({ op, urn }) => op !== "same" && !urn.includes("pulumi:pulumi:Stack"))
        .map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`)
        .toSorted();
    }

    it("is built with every part that it needs, and no check passes without packets", async () => {
      succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
      const { checks } = await lab.outputs<{ checks: CheckResult[] }>();
      const wanted = (await loadScenario(scenario)).checks.map(({ id }) => [id, "not run"]);
      assert.deepEqual(checks.map(({ id, verdict }) => [id, verdict]).toSorted(), wanted.toSorted());
    });

    it("is what a refresh finds", async () => {
      succeeded(await lab.pulumi(["refresh", "--yes", "--expect-no-changes"]));
    });

    if (back)
      it(`a step back, to ${back.to}, takes away what came later and nothing else`, async () => {
        const { steps, checks } = await loadScenario(scenario);
        const later = steps.slice(steps.findIndex(({ name }) => name === back.to) + 1);
        ofLaterSteps = [...checksOf(checks, later).map(({ id }) => `checks-${id}`), ...back.withoutObjects].toSorted();
        succeeded(await lab.pulumi(["config", "set", "lab:step", back.to]));
        assert.deepEqual(
          await changes(),
          ofLaterSteps.map((name) => `delete ${name}`),
        );
        succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
      });

    if (back)
      it("forward again, the same would come back and nothing else", async () => {
        succeeded(await lab.pulumi(["config", "set", "lab:step", ""]));
        assert.deepEqual(
          await changes(),
          ofLaterSteps.map((name) => `create ${name}`),
        );
      });

    it("destroy leaves nothing", async () => {
      succeeded(await lab.command("destroy", [], {}, scenario));
      assert.deepEqual(await lab.leftovers(), []);
    });
  });
