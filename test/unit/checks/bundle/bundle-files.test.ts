import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePath, removeBundle, writeBundle } from "../../../../components/checks/bundle/bundle-files.ts";
import { withFolder } from "../../tools/support.ts";

const inFolder = (test: (bundles: string) => void | Promise<void>) => () =>
  withFolder(async (folder) => test(join(folder, "stack", "bundles")));
const mode = (path: string): number => statSync(path).mode & 0o777;

describe("a bundle on disk", () => {
  it(
    "is for the user alone, whatever the umask",
    inFolder((bundles) => {
      const before = process.umask(0);
      try {
        writeBundle(
          bundles,
          ["T1"],
          new Map([
            ["README.txt", "a"],
            ["logs/blue/main.log", "b"],
          ]),
        );
      } finally {
        process.umask(before);
      }
      const path = bundlePath(bundles, ["T1"]);
      for (const folder of [bundles, path, join(path, "logs"), join(path, "logs", "blue")])
        assert.equal(mode(folder), 0o700, folder);
      for (const file of ["README.txt", "logs/blue/main.log"]) assert.equal(mode(join(path, file)), 0o600, file);
      assert.equal(readFileSync(join(path, "logs/blue/main.log"), "utf8"), "b");
    }),
  );

  it(
    "takes the place of an earlier one, of which nothing stays",
    inFolder((bundles) => {
      writeBundle(bundles, ["T1"], new Map([["old.txt", "old"]]));
      writeBundle(bundles, ["T1"], new Map([["new.txt", "new"]]));
      assert.deepEqual(readdirSync(bundlePath(bundles, ["T1"])), ["new.txt"]);
      assert.deepEqual(readdirSync(bundles), ["T1"]);
    }),
  );

  it(
    "that cannot be written leaves the earlier one and no draft",
    inFolder((bundles) => {
      writeBundle(bundles, ["T1"], new Map([["old.txt", "old"]]));
      assert.throws(
        () =>
          writeBundle(
            bundles,
            ["T1"],
            new Map([
              ["a", "1"],
              ["a/b", "2"],
            ]),
          ),
        /EEXIST|ENOTDIR/,
      );
      assert.deepEqual(readdirSync(bundles), ["T1"]);
      assert.deepEqual(readdirSync(bundlePath(bundles, ["T1"])), ["old.txt"]);
    }),
  );

  it(
    "removes drafts of processes that are no more, and leaves those of others",
    inFolder((bundles) => {
      const [dead, alive] = [
        `.draft-${spawnSync(process.execPath, ["--version"]).pid}-T2`,
        `.draft-${process.ppid}-T2`,
      ];
      for (const name of [dead, alive]) mkdirSync(join(bundles, name), { recursive: true });
      writeFileSync(join(bundles, dead, "a"), "");
      writeBundle(bundles, ["T1"], new Map([["a", ""]]));
      assert.deepEqual(readdirSync(bundles).toSorted(), [alive, "T1"].toSorted());
    }),
  );

  it("has a folder of its own among the stack's, whatever its checks are called", () => {
    const names = [["V5", "V6"], ["T2/x"], [".."], ["../../x"]].map((ids) => bundlePath("b", ids));
    assert.deepEqual(names, ["b/V5-V6", "b/T2%2Fx", "b/%2E%2E", "b/..%2F..%2Fx"]);
  });

  it(
    "is removed, and need not be there for it",
    inFolder((bundles) => {
      removeBundle(bundles, ["T1"]);
      writeBundle(bundles, ["T1"], new Map([["a", ""]]));
      removeBundle(bundles, ["T1"]);
      assert.equal(existsSync(bundlePath(bundles, ["T1"])), false);
    }),
  );
});
