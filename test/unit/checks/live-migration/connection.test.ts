import assert from "node:assert/strict";
import { connectionDetails, mostPoints } from "../../../../components/checks/live-migration/connection-details.ts";
import { type Connection, readConnection } from "../../../../components/checks/live-migration/connection.ts";
import type { Interval } from "../../../../components/checks/live-migration/iperf3-output.ts";
import { judge } from "../../../../components/checks/verdict.ts";

/** Rounded as iperf3 prints it. */
const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100;
/** Intervals of 0.1 s with these rates; `[rate, n]` is n of them. */
function tenths(...rates: readonly (readonly [rate: number, times: number])[]): Interval[] {
  return rates
    .flatMap(([rate, times]) => Array.from({ length: times }, () => rate))
    .map((bitsPerSecond, i) => ({
      start: hundredths(i / 10),
      end: hundredths((i + 1) / 10),
      bitsPerSecond,
      retransmits: 1,
    }));
}
const lasting = (intervals: readonly Interval[], began: number, ended: number): Connection =>
  readConnection({ intervals, error: undefined }, { began, ended });
const survives = (connection: Connection): string => judge({ kind: "survives" }, { kind: "connection", ...connection });

describe("a connection in tenths of seconds", () => {
  it("has an outage as fine as they are, those in a row added up", () => {
    // 5 s of data, 0.3 s without, a moment, 0.7 s without, and data again.
    const intervals = tenths([100, 50], [0, 3], [90, 2], [0, 6], [2, 1], [100, 50]);
    const connection = lasting(intervals, 5, 6);
    assert.deepEqual(connection.after, {
      ...{ carries: true, bitsPerSecond: 100, retransmits: 62 },
      ...{ quietIntervals: 10, outageMs: 700, outageStart: 5.5, intervalSeconds: 0.1 },
    });
    assert.equal(survives(connection), "passed");
  });

  it("has no outage where none is quiet", () => {
    const { after } = lasting(tenths([100, 100]), 5, 6);
    assert.deepEqual([after?.outageMs, after?.outageStart, after?.quietIntervals], [0, undefined, 0]);
  });

  it("carries data again though single tenths are quiet", () => {
    const jerky = Array.from(
      { length: 10 },
      () =>
        [
          [0, 2],
          [100, 2],
        ] as const,
    ).flat();
    assert.equal(survives(lasting(tenths([100, 50], [0, 5], ...jerky), 5, 5.5)), "passed");
  });

  it("does not carry data while one of the last three seconds is quiet", () => {
    assert.equal(survives(lasting(tenths([100, 50], [0, 5], [100, 29]), 5, 5.5)), "failed");
    assert.equal(survives(lasting(tenths([100, 50], [0, 5], [100, 30]), 5, 5.5)), "passed");
    assert.equal(survives(lasting(tenths([100, 50], [0, 5], [100, 50], [0, 10]), 5, 5.5)), "failed");
  });

  it("is measured in seconds that are there as a whole, also where intervals are late", () => {
    const late = [0.13, 0.07, 0.1, 0.24, 0.11];
    const intervals: Interval[] = tenths([100, 50]);
    for (let i = 0; i < 30; i++) {
      const start = intervals.at(-1)?.end ?? 0;
      intervals.push({ start, end: hundredths(start + (late[i % 5] ?? 0)), bitsPerSecond: 90, retransmits: 0 });
    }
    assert.equal(survives(lasting(intervals, 5, 5)), "passed");
  });

  it("has failed, not passed, with nothing after the migration, or with quiet intervals alone", () => {
    assert.equal(survives(lasting(tenths([100, 50]), 3, 5)), "failed");
    assert.equal(survives(lasting(tenths([100, 50], [0, 1]), 3, 5)), "failed");
    assert.equal(survives(lasting(tenths([100, 50], [0, 600]), 3, 5)), "failed");
    assert.equal(survives(lasting([], 0, 0)), "failed");
  });

  it("is compared with what was usual just before the migration", () => {
    // Alone on the link at first, then one of two: a twentieth of that is not quiet.
    const { before, after } = lasting(tenths([1000, 300], [100, 150], [20, 50]), 45, 45);
    assert.deepEqual([before.bitsPerSecond, after?.quietIntervals, after?.carries], [100, 0, true]);
  });
});

describe("what is kept of a connection", () => {
  const kept = (intervals: readonly Interval[], began: number, ended: number) => {
    const details = connectionDetails(lasting(intervals, began, ended), intervals, { began, ended });
    const { series, seriesStart, migrationStart, migrationEnd, bitsPerSecond } = details as Record<string, unknown>;
    return { series, seriesStart, migrationStart, migrationEnd, points: (bitsPerSecond as number[]).length };
  };

  it("is all of a short one", () => {
    const { series, seriesStart, points, migrationStart, migrationEnd } = kept(
      tenths([100, 60], [0, 4], [80, 50]),
      6,
      7,
    );
    assert.deepEqual([series, seriesStart, points, migrationStart, migrationEnd], [undefined, 0, 114, 6, 7]);
  });

  it("is the end of the migration of a long one, and ten seconds after it", () => {
    const { series, seriesStart, points } = kept(tenths([100, 2000], [0, 4], [80, 900]), 100, 201);
    assert.deepEqual([seriesStart, points], [151, mostPoints]);
    assert.equal(series, "600 of 2904 intervals, those around the migration's end");
  });

  it("has an outage that lasts longer than the migration", () => {
    const { seriesStart } = kept(tenths([100, 2000], [0, 400], [80, 900]), 195, 201);
    assert.equal(seriesStart, 190);
  });

  it("is the beginning of one that is long only afterwards", () => {
    const { seriesStart, points } = kept(tenths([100, 60], [0, 4], [80, 2000]), 6, 7);
    assert.deepEqual([seriesStart, points], [0, mostPoints]);
  });
});
