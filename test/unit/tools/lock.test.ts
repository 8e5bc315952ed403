import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withAnyLock, withLock } from "../../../components/tools/lock.ts";
import { startOf } from "../../../components/tools/processes.ts";
import { withFolder } from "./support.ts";

describe("the lock of builds", () => {
  it("lets one call in at a time and leaves no file", () =>
    withFolder(async (folder) => {
      const path = join(folder, "lock");
      let inside = 0;
      let most = 0;
      const waited: number[] = [];
      const use = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        await readdir(folder);
        await new Promise((turn) => setTimeout(turn, 20));
        inside--;
      };
      const options = { interval: 2, waiting: (pid: number) => waited.push(pid) };
      await Promise.all([1, 2, 3].map(() => withLock(path, use, options)));
      assert.equal(most, 1);
      assert.deepEqual(waited, [process.pid, process.pid]);
      assert.deepEqual(await readdir(folder), []);
    }));

  it("lets in as many calls as it has files, also past a dead holder", () =>
    withFolder(async (folder) => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      await writeFile(join(folder, "b"), `${pid} ${startOf(pid)}\n`);
      let inside = 0;
      let most = 0;
      const use = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        await new Promise((turn) => setTimeout(turn, 20));
        inside--;
      };
      const paths = ["a", "b"].map((name) => join(folder, name));
      await Promise.all([1, 2, 3, 4, 5].map(() => withAnyLock(paths, use, { interval: 2 })));
      assert.equal(most, 2);
      assert.deepEqual(await readdir(folder), []);
    }));

  it("is released when its use fails", () =>
    withFolder(async (folder) => {
      const path = join(folder, "lock");
      await assert.rejects(
        withLock(path, () => Promise.reject(new Error("broken"))),
        /broken/,
      );
      assert.deepEqual(await readdir(folder), []);
    }));

  it("is taken over from a dead holder", () =>
    withFolder(async (folder) => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      await writeFile(join(folder, "lock"), `${pid} ${startOf(pid)}\n`);
      assert.equal(await withLock(join(folder, "lock"), () => Promise.resolve("in")), "in");
    }));

  it("is taken over when the holder's id belongs to another process now", function () {
    if (startOf(process.pid) === "") this.skip();
    return withFolder(async (folder) => {
      await writeFile(join(folder, "lock"), `${process.pid} 1\n`);
      assert.equal(await withLock(join(folder, "lock"), () => Promise.resolve("in")), "in");
    });
  });

  it("is taken over when no holder can be read", () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, "lock"), "");
      assert.equal(await withLock(join(folder, "lock"), () => Promise.resolve("in")), "in");
    }));
});
