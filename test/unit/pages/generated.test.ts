import assert from "node:assert/strict";
import { stale } from "../../../stacks/pages/generated.ts";
import { runNode } from "../support.ts";

describe("pages and pictures that repeat what the program knows", function () {
  this.timeout(120_000);

  it("are what the program says", async () => {
    const { status, stdout, stderr } = await runNode(["stacks/commands/bootstrap.mjs", "docs", "--check"]);
    assert.deepEqual(
      { status, said: `${stdout}${stderr}` },
      { status: 0, said: "Pages and pictures are what the program says.\n" },
    );
  });

  it("are stale if they are otherwise, or not there", () => {
    const files = ["same", "other", "absent"].map((path) => ({ path, text: "new" }));
    const there: Readonly<Record<string, string>> = { same: "new", other: "old" };
    assert.deepEqual(
      stale(files, (path) => there[path]).map(({ path }) => path),
      ["other", "absent"],
    );
  });
});
