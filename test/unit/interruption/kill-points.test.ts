import assert from "node:assert/strict";
import { killPoints } from "../../support/kill-points.ts";

describe("the points at which an update is interrupted", () => {
  it("are the same for a seed, and others for another", () => {
    assert.deepEqual(killPoints(7, 12, 80), killPoints(7, 12, 80));
    assert.notDeepEqual(killPoints(7, 12, 80), killPoints(8, 12, 80));
  });

  it("cover the cluster's creation, each part of the update and the checks, in each of the ways", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const points = killPoints(seed, 12, 80);
      assert.equal(points.length, 12);
      assert.equal(points.filter(({ moment }) => moment.kind === "program").length, 4);
      assert.equal(points.filter(({ moment }) => moment.kind === "script").length, 1);
      const counts = points.flatMap(({ moment }) => (moment.kind === "made" ? [moment.count] : []));
      counts.forEach((count, i) =>
        assert.ok(count >= Math.max(1, Math.floor((i * 80) / 7)) && count <= ((i + 1) * 80) / 7),
      );
      assert.equal(new Set(points.map(({ way }) => way)).size, 3);
    }
  });
});
