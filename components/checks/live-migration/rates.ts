import type { Interval } from "./iperf3-output.ts";

/** Their length together, to the hundredth that iperf3 prints. */
export function secondsOf(intervals: readonly Interval[]): number {
  return Math.round(intervals.reduce((sum, { start, end }) => sum + end - start, 0) * 100) / 100;
}

/** What most of them are like, in bits per second; 0 of none. */
export function medianRate(intervals: readonly Interval[]): number {
  const sorted = intervals.map(({ bitsPerSecond }) => bitsPerSecond).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** What they carried together, in bits per second; 0 of none. */
export function meanRate(intervals: readonly Interval[]): number {
  const bits = intervals.reduce((sum, { start, end, bitsPerSecond }) => sum + (end - start) * bitsPerSecond, 0);
  const seconds = secondsOf(intervals);
  return seconds > 0 ? bits / seconds : 0;
}
