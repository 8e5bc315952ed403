import assert from "node:assert/strict";
import { descendants } from "../../../components/interruption/families.ts";

describe("families of processes", () => {
  const parents = new Map([
    [10, 1],
    [11, 10],
    [12, 11],
    [20, 1],
    [21, 20],
    // Listed before its parent.
    [13, 14],
    [14, 12],
  ]);

  it("are the roots with all that descends from them, in whatever order they are listed", () => {
    assert.deepEqual(
      descendants([10], parents).toSorted((a, b) => a - b),
      [10, 11, 12, 13, 14],
    );
    assert.deepEqual(descendants([21, 12], parents).toSorted(), [12, 13, 14, 21]);
  });

  it("have no root that is gone, for its number may be another process's child by now", () => {
    assert.deepEqual(descendants([99], parents), []);
  });
});
