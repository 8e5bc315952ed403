import assert from "node:assert/strict";
import { type Look, TimeoutError, waitFor } from "../../components/wait.ts";

const interval = 0.001;
const withoutSeconds = (line: string): string => line.replace(/\(\d+ s\)/, "(# s)");

/** A look that sees one thing after the other. */
function looks<T>(...all: (Look<T> | Error)[]): { look: () => Promise<Look<T>>; looked: () => number } {
  let i = 0;
  return {
    look: () => {
      const seen = all[Math.min(i++, all.length - 1)] ?? new Error("no look");
      return seen instanceof Error ? Promise.reject(seen) : Promise.resolve(seen);
    },
    looked: () => i,
  };
}

describe("waiting for something", () => {
  it("ends at once with what was met", async () => {
    const { look, looked } = looks({ met: "v1.35.4" });
    assert.equal(await waitFor({ what: "x", timeout: 60, interval: 60 }, look), "v1.35.4");
    assert.equal(looked(), 1);
  });

  it("takes any value for met, also null and false", async () => {
    assert.equal(await waitFor({ what: "x", timeout: 0 }, looks({ met: null }).look), null);
    assert.equal(await waitFor({ what: "x", timeout: 0 }, looks({ met: false }).look), false);
  });

  it("says what it sees, and only when that has changed", async () => {
    const said: string[] = [];
    const { look } = looks<true>({ seen: "a" }, { seen: "a" }, { seen: "b" }, { seen: "a" }, { met: true });
    const say = (line: string) => said.push(withoutSeconds(line));
    await waitFor({ what: "nodes", timeout: 60, interval, say }, look);
    assert.deepEqual(
      said,
      ["a", "b", "a"].map((seen) => `waiting for nodes (# s): ${seen}`),
    );
  });

  it("goes on after a look that throws, and says what it threw", async () => {
    const said: string[] = [];
    const { look } = looks<number>(new Error("refused"), { met: 1 });
    const say = (line: string) => said.push(withoutSeconds(line));
    assert.equal(await waitFor({ what: "x", timeout: 60, interval, say }, look), 1);
    assert.deepEqual(said, ["waiting for x (# s): refused"]);
  });

  it("looks once even without any time", async () => {
    const { look, looked } = looks({ seen: "nothing" });
    await assert.rejects(waitFor({ what: "the API", timeout: 0 }, look), (error: unknown) => {
      assert.ok(error instanceof TimeoutError);
      assert.equal(error.message, "the API: not within 0 s; last seen: nothing");
      return true;
    });
    assert.equal(looked(), 1);
  });

  it("says when the time is over what was seen last", async () => {
    const { look, looked } = looks<true>({ seen: "first" }, new Error("last"));
    await assert.rejects(waitFor({ what: "x", timeout: 0.02, interval }, look), {
      name: "TimeoutError",
      message: "x: not within 0.02 s; last seen: last",
    });
    assert.ok(looked() > 1);
  });
});
