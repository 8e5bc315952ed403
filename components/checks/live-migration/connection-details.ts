import type { CheckResult } from "../verdict.ts";
import type { AfterMigration, Connection, MigrationTimes } from "./connection.ts";
import type { Interval } from "./iperf3-output.ts";

/** The most points of a series that are kept: results are a part of Pulumi's state. */
export const mostPoints = 600;
/** Seconds of the series after the outage and the migration. */
const afterwards = 10;

/** What was measured of a connection. Seconds are on its own clock, which begins with its client. */
export function connectionDetails(
  { before, after }: Connection,
  intervals: readonly Interval[],
  times: MigrationTimes,
): NonNullable<CheckResult["details"]> {
  const series = around(intervals, times, after);
  return {
    bitsPerSecondBefore: Math.round(before.bitsPerSecond),
    ...(after
      ? {
          bitsPerSecondAfter: Math.round(after.bitsPerSecond),
          outageMs: after.outageMs,
          ...(after.outageStart === undefined ? {} : { outageStart: after.outageStart }),
          quietIntervals: after.quietIntervals,
          intervalSeconds: after.intervalSeconds,
          retransmits: after.retransmits,
        }
      : {}),
    migrationStart: times.began,
    migrationEnd: times.ended,
    seriesStart: series[0]?.start ?? 0,
    ...(series.length < intervals.length
      ? { series: `${series.length} of ${intervals.length} intervals, those around the migration's end` }
      : {}),
    bitsPerSecond: series.map(({ bitsPerSecond }) => Math.round(bitsPerSecond)),
  };
}

/** The guest changes its place at the end of its migration: that is what has to be seen of a long one. */
function around(
  intervals: readonly Interval[],
  { ended }: MigrationTimes,
  after: AfterMigration | undefined,
): readonly Interval[] {
  if (intervals.length <= mostPoints) return intervals;
  const outageEnd = (after?.outageStart ?? 0) + (after?.outageMs ?? 0) / 1000;
  const until = Math.max(ended, outageEnd) + afterwards;
  const beyond = intervals.findIndex(({ end }) => end > until);
  const last = beyond < 0 ? intervals.length : Math.max(beyond, mostPoints);
  return intervals.slice(last - mostPoints, last);
}
