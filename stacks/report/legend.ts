import { markup, type Markup } from "../../components/markup/markup.ts";
import type { Flow, State } from "../../components/topology/arrows.ts";
import { arrowHead } from "../../components/topology/paths.ts";
import { classesOf, icon } from "./icon.ts";

const verdicts: readonly (readonly [State, string])[] = [
  ["passed", "passed: what was expected was seen"],
  ["failed", "failed: something else was seen"],
  ["not run", "not run: nothing is proven"],
];
const flows: readonly (readonly [Flow, string])[] = [
  ["reaches", "is to get through"],
  ["blocked", "is to be blocked"],
  ["holds", "asks for addresses, names, objects or a migration"],
];

export interface LegendOptions {
  /** Arrows show what is expected, not verdicts. */
  readonly plan: boolean;
  /** There are results of an earlier update. */
  readonly earlier: boolean;
  /** There are checks that hold only until a later step. */
  readonly transitional: boolean;
  /** There are lines of interfaces on secondary networks. */
  readonly interfaces: boolean;
}

/** What lines, heads and symbols mean. */
export function renderLegend({ plan, earlier, transitional, interfaces }: LegendOptions): Markup {
  const heads = flows.map(([flow, words]) => {
    const state: State = plan ? "expected" : "passed";
    return item(markup`${plan ? icon({ state, flow }) : undefined}${sample(state, flow)}`, words);
  });
  const states = plan
    ? []
    : verdicts.map(([state, words]) =>
        item(markup`${icon({ state, flow: "reaches" })}${sample(state, "reaches")}`, words),
      );
  return markup`<ul class="legend">
${[...states, ...heads]}
${interfaces ? item(interfaceSample, "interface on a secondary network") : undefined}${transitional ? markup`<li>† holds only until a later step</li>\n` : undefined}${earlier ? markup`<li>* the result is of an earlier update</li>\n` : undefined}</ul>`;
}

function item(picture: Markup, words: string): Markup {
  return markup`<li>${picture} ${words}</li>\n`;
}

function sample(state: State, flow: Flow): Markup {
  const curve = {
    points: [
      { x: 2, y: 7 },
      { x: 32, y: 7 },
    ],
    tip: { x: 42, y: 7 },
  };
  return markup`<svg class="topology sample" viewBox="0 0 44 14" width="44" height="14" aria-hidden="true"><g class="arrow ${classesOf({ state, flow })}"><path class="way" d="M2 7H32"/>${arrowHead(flow, curve)}</g></svg>`;
}

const interfaceSample = markup`<svg class="topology sample" viewBox="0 0 44 14" width="44" height="14" aria-hidden="true"><path class="interface" d="M2 7H42"/></svg>`;
