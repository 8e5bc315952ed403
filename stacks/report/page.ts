import { createHash } from "node:crypto";
import { isTransitional } from "../../components/checks/check.ts";
import { markup, Markup } from "../../components/markup/markup.ts";
import type { Topology } from "../../components/topology/topology.ts";
import type { Scenario } from "../scenario.ts";
import type { Abridged } from "./abridged.ts";
import { renderChecks } from "./check-table.ts";
import type { Entry } from "./entries.ts";
import { renderInventory } from "./inventory.ts";
import { renderLegend } from "./legend.ts";
import { renderMatrix } from "./matrix.ts";
import { inWords, summaryOf, timesOf } from "./summary.ts";
import { renderMeasurements } from "./throughput.ts";
import { renderTimings, timingsOf } from "./timings.ts";

export interface PageSource {
  readonly scenario: Pick<Scenario, "name" | "title" | "talk">;
  /** Those that are built. */
  readonly steps: readonly { readonly name: string; readonly explanation: string }[];
  readonly stack: string;
  /** What the lab runs on: `kind cluster ovn-overlay`. */
  readonly cluster: string;
  /** When the report was made, ISO 8601. */
  readonly made: string;
  readonly topology: Topology;
  readonly entries: readonly Entry[];
  /** What picture and matrix show of them. */
  readonly shown: Pick<Abridged, "entries" | "leftOut">;
  /** The SVG of the topology. */
  readonly picture: Markup;
  /** Style sheet of all of it. */
  readonly style: string;
}

/** The report as one HTML file that asks for nothing: no script, no picture, font or style of its own address. */
export function renderPage(source: PageSource): string {
  const { scenario, entries, style, stack } = source;
  const title = `${scenario.name}${stack === scenario.name ? "" : ` (${stack})`}: ${summaryOf(entries).sentence}`;
  return `<!doctype html>
${
  markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
${head(source)}
<main>
${body(source)}
</main>
</body>
</html>
`.text
}`;
}

/** Nothing is fetched, and no style but this one counts. */
export function contentPolicy(style: string): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function head({ scenario, stack, cluster, made, entries }: PageSource): Markup {
  const { tone, sentence, notes } = summaryOf(entries);
  const times = timesOf(entries);
  const facts: readonly (readonly [string, string])[] = [
    ["scenario", scenario.name],
    ["stack", stack],
    ["cluster", cluster],
    ...(times === undefined ? [] : [["checks", spanOf(times)] as const]),
    ["report", inWords(made)],
  ];
  return markup`<header>
<h1>${scenario.title}</h1>
<p class="talk">${scenario.talk}</p>
<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<div class="summary ${tone}">
<p class="sentence">${sentence}</p>
${counts(entries)}${notes.map((note) => markup`<p>${note}</p>\n`)}</div>
</header>`;
}

function spanOf({ first, last }: { first: string; last: string }): string {
  return first === last ? inWords(first) : `${inWords(first)} to ${inWords(last)}`;
}

function counts(entries: readonly Entry[]): Markup | undefined {
  if (entries.length === 0 || entries.every(({ state }) => state === "expected")) return undefined;
  const states = ["passed", "failed", "not run"] as const;
  return markup`<p class="counts">${states.map(
    (state) =>
      markup`<span class="${state.replaceAll(" ", "-")}"><b>${entries.filter((one) => one.state === state).length}</b> ${state}</span> `,
  )}</p>\n`;
}

function body({ topology, entries, shown, picture, steps }: PageSource): Markup {
  const leftOut = shown.leftOut === undefined ? undefined : markup`<p class="left-out">${shown.leftOut}</p>\n`;
  const plan = entries.every(({ state }) => state === "expected");
  const measured = renderMeasurements(entries);
  return markup`<section id="topology">
<h2>Topology</h2>
<div class="scroll picture" tabindex="0" role="region" aria-label="Picture of the topology">${picture}</div>
${leftOut}${renderLegend({
    plan,
    earlier: entries.some(({ earlier }) => earlier),
    transitional: entries.some(({ check }) => isTransitional(check)),
    interfaces: topology.networks.some(({ role }) => role === "secondary"),
  })}
</section>
<section id="matrix">
<h2>${plan ? "Who is to reach whom" : "Verdicts"}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Matrix of the checks">${shown.entries.length === 0 ? markup`<p>There are no checks${leftOut ? " but of what is left out" : ""}.</p>` : renderMatrix(shown.entries)}</div>
${leftOut}</section>
<section id="checks">
<h2>Checks</h2>
${renderChecks(steps, entries)}
</section>
${measured ? markup`<section id="measurements">\n<h2>Measurements</h2>\n${measured}</section>\n` : undefined}${
    plan
      ? undefined
      : markup`<section id="timings">\n<h2>Timings</h2>\n${renderTimings(timingsOf(entries))}\n</section>\n`
  }<section id="inventory">
<h2>What there is</h2>
${renderInventory(topology)}
</section>`;
}
