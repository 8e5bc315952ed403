import { markup, type Markup } from "../../components/markup/markup.ts";
import type { Entry } from "./entries.ts";
import { measurementsOf, outagesOf, rate, type Series } from "./measurements.ts";
import { throughputPlot } from "./throughput-plot.ts";

/** What was measured, check by check: of a connection over a migration its throughput over time. Undefined if nothing was. */
export function renderMeasurements(entries: readonly Entry[]): Markup | undefined {
  const measured = entries.flatMap((entry) => (entry.result?.details ? [{ entry, result: entry.result }] : []));
  if (measured.length === 0) return undefined;
  return markup`${measured.map(({ entry: { check, described }, result }) => {
    const { series, facts } = measurementsOf(result);
    const name = `${check.id}, ${check.title}`;
    return markup`<figure>
<figcaption><strong>${name}</strong> <span class="way">${described.from} to ${described.to}, ${described.how}</span></figcaption>
${series ? markup`<div class="scroll" tabindex="0" role="region" aria-label="${`Throughput of ${check.id}`}">${throughputPlot(series, `Throughput of ${name}: ${inWords(series)}`)}</div>\n<p>${inWords(series)}</p>` : undefined}
${facts.length > 0 ? markup`<dl class="facts">${facts.map(([fact, value]) => markup`<div><dt>${fact}</dt><dd>${value}</dd></div>`)}</dl>` : undefined}
</figure>
`;
  })}`;
}

/** What a plot shows. */
function inWords(series: Series): string {
  const sorted = series.values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const outages = outagesOf(series).map(
    ({ start, end }) => `${seconds(end - start)} s, from ${seconds(start)} to ${seconds(end)}`,
  );
  const quiet = outages.length === 0 ? "never at or near 0" : `at or near 0 for ${outages.join("; and for ")}`;
  return `${series.values.length} intervals of ${seconds(series.interval)} s; mostly ${rate(median)}; ${quiet}.`;
}

function seconds(value: number): string {
  return String(Math.round(value * 100) / 100);
}
