import { markup, type Markup } from "../../components/markup/markup.ts";
import { outagesOf, type Series, unitOf } from "./measurements.ts";

const size = { width: 760, height: 250 };
const frame = { left: 62, right: 748, top: 26, bottom: 208 };
/** An outage that is shorter than the picture is fine is shown all the same. */
const thinnest = 2;

/** Throughput over time, with the outages behind it. */
export function throughputPlot(series: Series, title: string): Markup {
  const { values, interval } = series;
  const duration = values.length * interval;
  const highest = Math.max(...values, 1);
  const { factor, unit } = unitOf(highest);
  const times = ticks(duration);
  const rates = ticks(highest / factor);
  const top = rates.at(-1) ?? 1;
  const x = (seconds: number): number => round(frame.left + (seconds / duration) * (frame.right - frame.left));
  const y = (value: number): number => round(frame.bottom - (value / factor / top) * (frame.bottom - frame.top));
  const points = values.map((value, i) => `${x((i + 0.5) * interval)},${y(value)}`);
  return markup`<svg class="plot" role="img" aria-label="${title}" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}">
${outagesOf(series).map(({ start, end }) => outage(x(start), x(end), end - start))}
${rates.map((rate) => {
  const height = y(rate * factor);
  return markup`<path class="grid" d="M${frame.left} ${height}H${frame.right}"/><text x="${frame.left - 6}" y="${height + 4}" text-anchor="end">${label(rate)}</text>`;
})}
${times
  .filter((time) => time <= duration)
  .map(
    (time) =>
      markup`<path class="tick" d="M${x(time)} ${frame.bottom}v5"/><text x="${x(time)}" y="${frame.bottom + 18}" text-anchor="middle">${label(time)}</text>`,
  )}
<text class="axis" x="${frame.left - 54}" y="14">${unit}</text>
<text class="axis" x="${frame.right}" y="${size.height - 6}" text-anchor="end">seconds since the connection began</text>
<polyline class="rate" points="${points.join(" ")}"/>
</svg>`;
}

function outage(from: number, to: number, seconds: number): Markup {
  const width = Math.max(thinnest, round(to - from));
  const middle = Math.min(Math.max(from + width / 2, frame.left + 60), frame.right - 60);
  return markup`<rect class="outage" x="${from}" y="${frame.top}" width="${width}" height="${frame.bottom - frame.top}"/><text class="outage" x="${round(middle)}" y="${frame.top - 8}" text-anchor="middle">no data for ${label(seconds)} s</text>`;
}

/** Round numbers from 0 on, five to nine of them; the last is not below `most`. */
function ticks(most: number): number[] {
  const rough = most / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

function label(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
