import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { inParallel } from "../../../components/artifacts/in-parallel.ts";

describe("inParallel", () => {
  const items = Array.from({ length: 10 }, (_, index) => index);

  it("does the work for every item, so many at once", async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await inParallel(items, 3, async (item) => {
      most = Math.max(most, ++running);
      await setImmediate();
      running--;
      done.push(item);
    });
    assert.deepEqual(
      done.toSorted((a, b) => a - b),
      items,
    );
    assert.equal(most, 3);
  });

  it("throws the first failure when the others have ended, and begins no more", async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = async (item: number, signal: AbortSignal): Promise<void> => {
      begun.push(item);
      if (item === 1) throw new Error("the first");
      while (!signal.aborted) await setImmediate();
      await setImmediate();
      ended.push(item);
      if (item === 2) throw new Error("a later one");
    };
    await assert.rejects(inParallel(items, 3, work), /^Error: the first$/);
    assert.deepEqual(begun, [0, 1, 2]);
    assert.deepEqual(ended, [0, 2]);
  });

  it("does nothing for no items", () => inParallel([], 3, () => assert.fail()));
});
