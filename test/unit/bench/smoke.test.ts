import assert from "node:assert/strict";
import { runNode } from "../support.ts";

describe("npm run bench", function () {
  this.timeout(120_000);

  it("measures what needs Node alone, as figures for programs", async () => {
    const words = ["bench", "growth", "plan", "--json", "--no-page"];
    const { status, stdout, stderr } = await runNode(["stacks/commands/bootstrap.mjs", ...words]);
    // 1: a target was missed, which a test that runs beside others cannot tell.
    assert.ok(status === 0 || status === 1, stderr);
    const figures = JSON.parse(stdout) as { figure: string; value: unknown; command: string }[];
    assert.deepEqual(
      figures.map(({ figure, command }) => [figure, command]),
      ["plan", "plan's memory"].map((what) => [
        `growth of ${what}: exponent over tenants`,
        "npm run bench -- growth plan",
      ]),
    );
    for (const { figure, value } of figures) assert.equal(typeof value, "number", `${figure}: ${String(value)}`);
  });
});
