import assert from "node:assert/strict";
import { loadScenario } from "../../../stacks/registry.ts";
import { listedMutations, settingsInFabric } from "../../support/fabric/mutations/index.ts";

describe("what labs are spoilt with", () => {
  for (const [name, mutations] of Object.entries(listedMutations)) {
    it(`lets every check of ${name} fail once`, async () => {
      const { checks } = await loadScenario(name, settingsInFabric(name));
      const failing = new Set(
        mutations.flatMap(({ breaks }) => Object.keys(breaks).filter((id) => breaks[id] === "failed")),
      );
      assert.deepEqual(
        checks.map(({ id }) => id).filter((id) => !failing.has(id)),
        [],
      );
    });

    it(`names nothing but checks of ${name}, and each mutation by a name of its own`, async () => {
      const ids = new Set((await loadScenario(name, settingsInFabric(name))).checks.map(({ id }) => id));
      for (const { breaks } of mutations) for (const id of Object.keys(breaks)) assert.ok(ids.has(id), id);
      const names = mutations.map((mutation) => `${mutation.name} ${Object.keys(mutation.breaks).join()}`);
      assert.equal(new Set(names).size, names.length);
    });

    it(`takes back the proof of ${name}'s blocked checks when their twins fail`, async () => {
      const { checks } = await loadScenario(name, settingsInFabric(name));
      for (const { id, expect } of checks) {
        if (expect.kind !== "blocked") continue;
        const withoutTwin = mutations.filter(
          ({ breaks }) => breaks[expect.twin] !== undefined && breaks[id] === "not run",
        );
        assert.ok(withoutTwin.length > 0, `${id} without its twin ${expect.twin}`);
      }
    });
  }
});
