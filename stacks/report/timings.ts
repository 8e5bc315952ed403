import { markup, type Markup } from "../../components/markup/markup.ts";
import type { Entry } from "./entries.ts";
import { classesOf, icon } from "./icon.ts";

/** Checks that were performed together, and the seconds that they took. */
export interface Timing {
  readonly entries: readonly Entry[];
  readonly seconds: number;
}

/** Slowest first. The checks of an experiment are one, for they share their time; those that were not run have none. */
export function timingsOf(entries: readonly Entry[]): Timing[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { id, experiment, step } = entry.check;
    if (!entry.result || entry.result.attempts === 0) continue;
    const key = experiment === undefined ? `check ${id}` : `experiment ${step} ${experiment}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()]
    .map((group) => ({ entries: group, seconds: Math.max(...group.map(({ result }) => result?.seconds ?? 0)) }))
    .toSorted((a, b) => b.seconds - a.seconds);
}

export function totalSeconds(timings: readonly Timing[]): number {
  return timings.reduce((sum, { seconds }) => sum + seconds, 0);
}

const barWidth = 400;

/** A bar for each, and the sum. */
export function renderTimings(timings: readonly Timing[]): Markup {
  if (timings.length === 0) return markup`<p>No check took any time, for none was run.</p>`;
  const longest = Math.max(...timings.map(({ seconds }) => seconds)) || 1;
  return markup`<p>Together ${totalSeconds(timings).toFixed(1)} seconds; checks run side by side, so the whole took less.</p>
<table class="timings">
<thead><tr><th scope="col">check</th><th scope="col" class="number">seconds</th><th scope="col"><span class="hidden">bar</span></th></tr></thead>
<tbody>
${timings.map(({ entries, seconds }) => {
  const [first] = entries;
  const state = first && entries.every((one) => one.state === first.state) ? classesOf(first) : "mixed";
  const title = entries.length === 1 && first ? first.check.title : "one experiment";
  return markup`<tr><th scope="row">${entries.map((entry) => markup`<span class="verdict ${classesOf(entry)}">${icon(entry)} ${entry.check.id}</span> `)}<span class="title">${title}</span></th><td class="number">${seconds.toFixed(1)}</td><td class="bar"><svg viewBox="0 0 ${barWidth} 14" preserveAspectRatio="none" aria-hidden="true" class="${state}"><rect width="${Math.max(1, Math.round((seconds / longest) * barWidth))}" height="14"/></svg></td></tr>
`;
})}</tbody>
</table>`;
}
