import type { CheckResult } from "../../components/checks/verdict.ts";

/** Throughput of a connection over time. */
export interface Series {
  /** Bits per second of each interval. */
  readonly values: readonly number[];
  /** Seconds that an interval lasts. */
  readonly interval: number;
}

/** What was measured beside a verdict. */
export interface Measurements {
  readonly series?: Series;
  /** All else, by names made of its own. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads the details of a result. Only `bitsPerSecond` and `intervalSeconds` (default: 1) have a meaning here, all else is told as it is,
 * so that new details need no change.
 */
export function measurementsOf({ details = {} }: Pick<CheckResult, "details">): Measurements {
  const { bitsPerSecond, intervalSeconds, ...others } = details;
  const values = Array.isArray(bitsPerSecond) ? bitsPerSecond.filter((one): one is number => Number.isFinite(one)) : [];
  const interval = typeof intervalSeconds === "number" && intervalSeconds > 0 ? intervalSeconds : 1;
  const facts = Object.entries(others).map(([name, value]) => [wordsOf(name), valueOf(name, value)] as const);
  return { ...(values.length > 1 ? { series: { values, interval } } : {}), facts };
}

/** `outageMilliseconds-ipv6` as `outage milliseconds ipv6`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase();
}

function valueOf(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const numbers = value.filter((one): one is number => typeof one === "number");
    return numbers.length === 0
      ? `${value.length} values`
      : `${value.length} values, ${number(Math.min(...numbers))} to ${number(Math.max(...numbers))}`;
  }
  if (typeof value === "number") return name.startsWith("bitsPerSecond") ? rate(value) : number(value);
  return typeof value === "string" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** `9.4 Gbit/s`. */
export function rate(bitsPerSecond: number): string {
  const { factor, unit } = unitOf(bitsPerSecond);
  return `${(bitsPerSecond / factor).toFixed(1)} ${unit}`;
}

/** The unit in which a rate is a number above 1. */
export function unitOf(bitsPerSecond: number): { factor: number; unit: string } {
  if (bitsPerSecond >= 1e9) return { factor: 1e9, unit: "Gbit/s" };
  return bitsPerSecond >= 1e6 ? { factor: 1e6, unit: "Mbit/s" } : { factor: 1e3, unit: "kbit/s" };
}

/** Less than this part of what is usual is at or near 0: as the verdict has it. */
const nearZero = 0.05;

/** Rows of intervals at or near 0, in seconds since the first interval; those before any data are no outage. */
export function outagesOf({ values, interval }: Series): { start: number; end: number }[] {
  const carrying = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  const limit = (carrying[Math.floor(carrying.length / 2)] ?? 0) * nearZero;
  const outages: { start: number; end: number }[] = [];
  let started = false;
  values.forEach((value, i) => {
    const quiet = value <= limit;
    started ||= !quiet;
    if (!quiet || !started) return;
    const last = outages.at(-1);
    const [start, end] = [i * interval, (i + 1) * interval];
    if (last && Math.abs(last.end - start) < interval / 2) last.end = end;
    else outages.push({ start, end });
  });
  return outages;
}
