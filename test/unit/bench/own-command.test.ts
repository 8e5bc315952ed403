import assert from "node:assert/strict";
import { runOwnCommand, settingWords } from "../../../stacks/bench/own-command.ts";

describe("a command that is measured", function () {
  this.timeout(60_000);

  it("has the time that it took and the most memory that it had", async () => {
    const start = performance.now();
    const { seconds, memory } = await runOwnCommand(["steps", "overlay"]);
    assert.ok(seconds > 0.1 && seconds <= (performance.now() - start) / 1000, `${seconds} s`);
    assert.ok(memory > 40 && memory < 4000, `${memory} MiB`);
  });

  it("fails with what it said, without the line of its memory", async () =>
    assert.rejects(runOwnCommand(["steps", "nothing"]), (error: Error) => {
      assert.match(error.message, /^npm run steps -- nothing failed: [^]*nothing[^]*overlay/);
      assert.doesNotMatch(error.message, /peak of memory/);
      return true;
    }));

  it("takes settings as words", () =>
    assert.deepEqual(settingWords({ cluster: "simulated", artifacts: "/a=b" }), [
      "-c",
      "cluster=simulated",
      "-c",
      "artifacts=/a=b",
    ]));
});
