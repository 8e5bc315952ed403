import type { Interval, Iperf3Output } from "./iperf3-output.ts";

/** One TCP connection that carries data as fast as it goes, before a migration of its server and, if there was one, after it. */
export interface Connection {
  /** Why it broke. */
  readonly error?: string | undefined;
  readonly before: { /** Intervals with data. */ readonly intervals: number; readonly bitsPerSecond: number };
  readonly after?: AfterMigration;
}

export interface AfterMigration {
  /** Whether the last intervals since the migration ended all had data. */
  readonly carries: boolean;
  readonly bitsPerSecond: number;
  /** Intervals at or near 0 since the migration began. */
  readonly quietIntervals: number;
  /** Seconds of the longest row of them: as fine as the intervals are. */
  readonly outage: number;
  /** Segments sent again since the migration began. */
  readonly retransmits: number;
}

/** Times of the migration on the connection's own clock: ends of the last intervals that were seen before it began and when it was over. */
export interface MigrationTimes {
  readonly began: number;
  readonly ended: number;
}

/** Less than this part of what was usual before is at or near 0. */
const nearZero = 0.05;
/** Intervals in a row that show that a connection carries data again. */
const enough = 3;

export function readConnection({ intervals, error }: Iperf3Output, times?: MigrationTimes): Connection {
  const early = intervals.filter(({ end, bitsPerSecond }) => bitsPerSecond > 0 && (!times || end <= times.began));
  const before = { intervals: early.length, bitsPerSecond: median(early) };
  const isQuiet = ({ bitsPerSecond }: Interval): boolean => bitsPerSecond <= before.bitsPerSecond * nearZero;
  const broken = error === undefined ? {} : { error };
  if (!times) return { ...broken, before };
  const since = intervals.filter(({ end }) => end > times.began);
  const last = intervals.filter(({ end }) => end > times.ended).slice(-enough);
  return {
    ...broken,
    before,
    after: {
      carries: before.intervals > 0 && last.length === enough && !last.some(isQuiet),
      bitsPerSecond: median(last),
      quietIntervals: since.filter(isQuiet).length,
      outage: longestRow(since, isQuiet),
      retransmits: since.reduce((sum, { retransmits = 0 }) => sum + retransmits, 0),
    },
  };
}

export function describeConnection({ error, before, after }: Connection): string {
  const usual = `${inWords(before.bitsPerSecond)} in ${before.intervals} intervals`;
  const broken = error === undefined ? "" : `broken (${error}); `;
  if (!after) return `${broken}${before.intervals === 0 ? "no data" : usual}`;
  return [
    `${broken}${after.carries ? "carries data again" : "no data"}`,
    `${inWords(before.bitsPerSecond)} before, ${inWords(after.bitsPerSecond)} after`,
    `${after.outage} s of outage, ${after.quietIntervals} intervals at or near 0`,
    `${after.retransmits} retransmits`,
  ].join("; ");
}

function longestRow(intervals: readonly Interval[], isQuiet: (one: Interval) => boolean): number {
  let longest = 0;
  let row = 0;
  for (const one of intervals) {
    row = isQuiet(one) ? row + one.end - one.start : 0;
    longest = Math.max(longest, row);
  }
  return Math.round(longest * 100) / 100;
}

function median(intervals: readonly Interval[]): number {
  const sorted = intervals.map(({ bitsPerSecond }) => bitsPerSecond).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function inWords(bitsPerSecond: number): string {
  const [factor, unit] = bitsPerSecond >= 1e9 ? [1e9, "Gbit/s"] : [1e6, "Mbit/s"];
  return `${(bitsPerSecond / factor).toFixed(1)} ${unit}`;
}
