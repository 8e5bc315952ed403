import assert from "node:assert/strict";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { homeWithoutLogs } from "../../../stacks/commands/pulumi-home.ts";
import { withFolder } from "../tools/support.ts";

describe("a home of Pulumi without its logs", () => {
  const made = (test: (user: string, folder: string, make: () => string) => void): Promise<void> =>
    withFolder((root) => {
      const user = join(root, "user", ".pulumi");
      mkdirSync(join(user, "logs"), { recursive: true });
      mkdirSync(join(user, "workspaces"));
      writeFileSync(join(user, "credentials.json"), "{}");
      const folder = join(root, "own");
      test(user, folder, () => homeWithoutLogs(folder, { HOME: join(root, "user") }));
      return Promise.resolve();
    });

  it("has what the user's has, and a file where Pulumi would make its folder of logs", () =>
    made((user, folder, make) => {
      assert.equal(make(), folder);
      assert.deepEqual(readdirSync(folder).toSorted(), ["credentials.json", "logs", "plugins"]);
      assert.ok(lstatSync(join(folder, "logs")).isFile());
      assert.equal(readFileSync(join(folder, "credentials.json"), "utf8"), "{}");
      // A plugin that is installed by it is the user's.
      writeFileSync(join(folder, "plugins", "new"), "");
      assert.deepEqual(readdirSync(join(user, "plugins")), ["new"]);
    }));

  it("takes up what the user's has got since, and leaves what is there", () =>
    made((user, folder, make) => {
      make();
      mkdirSync(join(folder, "workspaces"));
      writeFileSync(join(folder, "workspaces", "mine"), "");
      writeFileSync(join(user, "config.json"), "{}");
      make();
      assert.deepEqual(readdirSync(folder).toSorted(), [
        "config.json",
        "credentials.json",
        "logs",
        "plugins",
        "workspaces",
      ]);
      assert.deepEqual(readdirSync(join(folder, "workspaces")), ["mine"]);
    }));

  it("goes without anything of the user's", () =>
    made((user, folder, make) => {
      writeFileSync(join(make(), "plugins", "kept"), "");
      rmSync(folder, { recursive: true });
      assert.deepEqual(readdirSync(user).toSorted(), ["credentials.json", "logs", "plugins", "workspaces"]);
      assert.deepEqual(readdirSync(join(user, "plugins")), ["kept"]);
    }));

  it("is of the home that Pulumi would take", () =>
    withFolder((root) => {
      mkdirSync(join(root, "elsewhere"));
      writeFileSync(join(root, "elsewhere", "credentials.json"), "{}");
      const folder = homeWithoutLogs(join(root, "own"), { HOME: root, PULUMI_HOME: join(root, "elsewhere") });
      assert.ok(readdirSync(folder).includes("credentials.json"));
      return Promise.resolve();
    }));
});
