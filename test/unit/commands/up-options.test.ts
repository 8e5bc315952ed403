import assert from "node:assert/strict";
import { upOptions } from "../../../stacks/commands/up-options.ts";

describe("the preview before an update", () => {
  const first = { empty: true, settings: { "lab:cluster": "simulated" }, rest: [] };
  const skips = (given: Parameters<typeof upOptions>[0]): boolean => upOptions(given).includes("--skip-preview");

  it("is left out of the first update of a lab that makes its cluster", () => {
    assert.ok(skips(first));
    assert.ok(skips({ ...first, settings: {} }), "kind is the default");
    assert.ok(skips({ ...first, settings: undefined }));
  });

  it("is left out where the lab's own cluster says nothing, and is made anew", () => {
    assert.ok(skips({ ...first, empty: false, silent: true }));
    assert.ok(!skips({ ...first, empty: false, silent: true, rest: ["--diff"] }));
  });

  it("is made where something is there already: of the stack, or in a cluster that is not its own", () => {
    assert.ok(!skips({ ...first, empty: false }));
    assert.ok(!skips({ ...first, settings: { "lab:cluster": "existing" } }));
  });

  it("is made if the user asks for it, and nothing is said twice", () => {
    for (const rest of [["--diff"], ["--diff=true"], ["--skip-preview"], ["--plan=p.json"], ["--plan", "p.json"]])
      assert.ok(!skips({ ...first, rest }), rest.join(" "));
    assert.ok(skips({ ...first, rest: ["--difference"] }));
  });
});
