import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { forgetStackFiles } from "../../../stacks/commands/backend-files.ts";
import { filesBelow, withFolder } from "../tools/support.ts";

const of = (stack: string): string[] => [
  `.pulumi/backups/lab/${stack}/${stack}.1.json`,
  `.pulumi/history/lab/${stack}/${stack}-1.history.json`,
  `.pulumi/locks/organization/lab/${stack}/lock.json`,
  `.pulumi/stacks/lab/${stack}.json.bak`,
  `.pulumi/stacks/lab/${stack}.json.bak.attrs`,
];
const meta = ".pulumi/meta.yaml";

/** The files of Pulumi's backend that are left, of those there were. */
async function leftOf(files: readonly string[], stack: string): Promise<string[]> {
  let left: string[] = [];
  await withFolder(async (root) => {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), "");
    }
    forgetStackFiles(root, stack);
    left = (await filesBelow(root)).map((path) => path.slice(root.length + 1)).toSorted();
  });
  return left;
}

describe("what the backend in the project's folder keeps of a stack", () => {
  const others = [...of("overlay-two"), ".pulumi/stacks/lab/overlay-two.json", meta];

  it("goes when the stack has gone, and nothing of another", async () =>
    assert.deepEqual(await leftOf([...of("overlay"), ...others], "overlay"), others.toSorted()));

  it("stays while the stack is there", async () => {
    const all = [...of("overlay"), ".pulumi/stacks/lab/overlay.json", meta];
    assert.deepEqual(await leftOf(all, "overlay"), all.toSorted());
  });

  it("may be nothing", async () => assert.deepEqual(await leftOf([meta], "overlay"), [meta]));
});
