import { writeFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { scenarioNames } from "../../stacks/registry.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Changes that are allowed after a refresh, by scenario and name of the resource, with the reason. There is none. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

for (const scenario of scenarioNames)
  describe(`the stack of scenario ${scenario} that was built on a simulated cluster`, function () {
    this.timeout(900_000);
    eachBuildsOnTheLast();
    let lab: Lab;
    let upstream: Upstream;

    before(async function () {
      upstream = await upstreamOrSkip(this);
      lab = await Lab.make("same");
      await lab.init({ scenario, ...simulatedSettings(upstream) });
      succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
    });
    after(() => Lab.disposeAll());

    async function unchanged(): Promise<void> {
      const { steps } = await lab.preview();
      const changes = steps
        .filter(({ op }) => op !== "same")
        .map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`);
      const names = Object.keys(allowed[scenario] ?? {});
      assert.deepEqual(
        changes.filter((change) => !names.some((name) => change.endsWith(` ${name}`))),
        [],
      );
    }

    it(`${scenario}: has nothing to do in a second preview and a second up`, async () => {
      await unchanged();
      const up = succeeded(await lab.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"]));
      assert.doesNotMatch(said(up), /pending operations/);
    });

    it(`${scenario}: is what a refresh finds, and has nothing to do after it`, async () => {
      succeeded(await lab.pulumi(["refresh", "--yes", "--expect-no-changes"]));
      await unchanged();
    });

    it(`${scenario}: has nothing to do when its state was exported and imported again`, async () => {
      const file = join(lab.temporary, "state.json");
      writeFileSync(file, await lab.exported());
      succeeded(await lab.pulumi(["stack", "import", "--file", file]));
      await unchanged();
    });

    it(`${scenario}: leaves nothing after destroy`, async () => {
      succeeded(await lab.command("destroy", [], {}, scenario));
      assert.deepEqual(await lab.leftovers(), []);
    });
  });
