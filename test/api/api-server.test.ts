import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApiServer } from "../support/api-server.ts";
import { isRunning } from "../support/processes.ts";

describe("the API server of these tests", function () {
  this.timeout(90_000);

  it("leaves neither processes nor files", async () => {
    const server = await startApiServer();
    assert.equal(server.pids.length, 2);
    assert.ok(server.pids.every(isRunning));
    await server.stop();
    assert.ok(!server.pids.some(isRunning));
    assert.ok(!existsSync(server.directory));
  });

  it("says why it did not start, and leaves no files then either", async () => {
    const parent = mkdtempSync(join(tmpdir(), "labs-api-parent-"));
    try {
      const start = startApiServer({ parent, extraArguments: ["--no-such-flag"] });
      await assert.rejects(start, /kube-apiserver ended: .*no-such-flag/);
      assert.deepEqual(readdirSync(parent), []);
    } finally {
      rmSync(parent, { recursive: true });
    }
  });
});
