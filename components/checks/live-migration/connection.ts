import type { Interval, Iperf3Output } from "./iperf3-output.ts";
import { meanRate, medianRate, secondsOf } from "./rates.ts";

/** One TCP connection that carries data as fast as it goes, before a migration of its server and, if there was one, after it. */
export interface Connection {
  /** Why it broke. */
  readonly error?: string | undefined;
  readonly before: { /** With data. */ readonly seconds: number; readonly bitsPerSecond: number };
  readonly after?: AfterMigration;
}

export interface AfterMigration {
  /** Whether each of the last seconds since the migration ended had data. */
  readonly carries: boolean;
  readonly bitsPerSecond: number;
  /** Intervals at or near 0 since the migration began. */
  readonly quietIntervals: number;
  /** The longest row of them: as fine as the intervals are. */
  readonly outageMs: number;
  /** When that row began, on the connection's own clock; undefined: there is none. */
  readonly outageStart: number | undefined;
  /** Seconds of an interval, as most of them are. */
  readonly intervalSeconds: number;
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
/** Seconds before the migration that tell what is usual: when they are over, all connections of an experiment share the link. */
const usual = 10;
/** Seconds in a row that show that a connection carries data again. */
const enough = 3;
/** Less than any interval: iperf3 prints hundredths of a second. */
const tolerance = 0.001;

export function readConnection({ intervals, error }: Iperf3Output, times?: MigrationTimes): Connection {
  const until = times?.began ?? intervals.at(-1)?.end ?? 0;
  const early = intervals.filter(
    ({ end, bitsPerSecond }) => bitsPerSecond > 0 && end <= until + tolerance && end > until - usual,
  );
  const before = { seconds: secondsOf(early), bitsPerSecond: medianRate(early) };
  const broken = error === undefined ? {} : { error };
  return { ...broken, before, ...(times ? { after: afterMigration(intervals, before.bitsPerSecond, times) } : {}) };
}

function afterMigration(
  intervals: readonly Interval[],
  bitsPerSecondBefore: number,
  { began, ended }: MigrationTimes,
): AfterMigration {
  const isQuiet = (rate: number): boolean => rate <= bitsPerSecondBefore * nearZero;
  const since = intervals.filter(({ end }) => end > began + tolerance);
  const last = lastSeconds(since.filter(({ end }) => end > ended + tolerance));
  const outage = longestRow(since, ({ bitsPerSecond }) => isQuiet(bitsPerSecond));
  return {
    carries: bitsPerSecondBefore > 0 && last.length === enough && !last.some((second) => isQuiet(meanRate(second))),
    bitsPerSecond: medianRate(last.flat()),
    quietIntervals: since.filter(({ bitsPerSecond }) => isQuiet(bitsPerSecond)).length,
    outageMs: Math.round(secondsOf(outage) * 1000),
    outageStart: outage[0]?.start,
    intervalSeconds: usualLength(intervals),
    retransmits: since.reduce((sum, { retransmits = 0 }) => sum + retransmits, 0),
  };
}

/** The last seconds, each with its intervals, the latest first. One that is not there as a whole is left out. */
function lastSeconds(intervals: readonly Interval[]): Interval[][] {
  const seconds: Interval[][] = [];
  let second: Interval[] = [];
  for (const one of intervals.toReversed()) {
    second.push(one);
    if (secondsOf(second) < 1) continue;
    seconds.push(second);
    second = [];
    if (seconds.length === enough) break;
  }
  return seconds;
}

function longestRow(intervals: readonly Interval[], isQuiet: (one: Interval) => boolean): readonly Interval[] {
  let longest: readonly Interval[] = [];
  let from = 0;
  for (let i = 0; i <= intervals.length; i++) {
    const one = intervals[i];
    if (one && isQuiet(one)) continue;
    const row = intervals.slice(from, i);
    if (secondsOf(row) > secondsOf(longest)) longest = row;
    from = i + 1;
  }
  return longest;
}

function usualLength(intervals: readonly Interval[]): number {
  const lengths = intervals.map(({ start, end }) => end - start).toSorted((a, b) => a - b);
  return Math.round((lengths[Math.floor(lengths.length / 2)] ?? 0) * 100) / 100;
}

export function describeConnection({ error, before, after }: Connection): string {
  const broken = error === undefined ? "" : `broken (${error}); `;
  if (!after)
    return `${broken}${before.seconds === 0 ? "no data" : `${inWords(before.bitsPerSecond)} in ${before.seconds} s`}`;
  return [
    `${broken}${after.carries ? "carries data again" : "no data"}`,
    `${inWords(before.bitsPerSecond)} before, ${inWords(after.bitsPerSecond)} after`,
    `${after.outageMs} ms of outage, ${after.quietIntervals} intervals of ${after.intervalSeconds} s at or near 0`,
    `${after.retransmits} retransmits`,
  ].join("; ");
}

function inWords(bitsPerSecond: number): string {
  const [factor, unit] = bitsPerSecond >= 1e9 ? [1e9, "Gbit/s"] : [1e6, "Mbit/s"];
  return `${(bitsPerSecond / factor).toFixed(1)} ${unit}`;
}
