import { markup, type Markup } from "../../components/markup/markup.ts";
import type { Step } from "../scenario.ts";
import { anchorOf, type Entry, wordOf } from "./entries.ts";
import { classesOf, icon } from "./icon.ts";
import { inWords } from "./summary.ts";

/** The checks of each step that has some, with all that is known of them. */
export function renderChecks(steps: readonly Pick<Step, "name" | "explanation">[], entries: readonly Entry[]): Markup {
  return markup`${steps.map((step, i) => {
    const own = entries.filter(({ check }) => check.step === step.name);
    if (own.length === 0) return undefined;
    const results = own.some(({ result }) => result !== undefined);
    return markup`<h3>Step ${i + 1}, ${step.name}</h3>
<p class="explanation">${step.explanation}</p>
<table class="${results ? "checks results" : "checks"}">
<thead><tr><th scope="col">check</th><th scope="col">from, to, how</th><th scope="col">expected</th>${
      results
        ? markup`<th scope="col">observed</th><th scope="col" class="number">attempts</th><th scope="col" class="number">seconds</th>`
        : undefined
    }</tr></thead>
${own.map((entry) => rows(entry, results))}</table>
`;
  })}`;
}

function rows(entry: Entry, results: boolean): Markup {
  const { check, described, result } = entry;
  const { from, to, how, expected } = described;
  return markup`<tbody id="${anchorOf(check.id)}" class="${classesOf(entry)}">
<tr><th scope="row" data-name="check"><span class="verdict ${classesOf(entry)}">${icon(entry)} ${check.id} <span class="word">${wordOf(entry)}</span></span><span class="title">${check.title}</span>${remarks(entry)}</th><td data-name="way"><span class="from">${from}</span> to <span class="to">${to}</span><span class="how">${how}</span></td><td data-name="expected">${expected}</td>${
    results
      ? markup`<td data-name="observed">${result?.observed ?? ""}</td><td data-name="attempts" class="number">${result?.attempts}</td><td data-name="seconds" class="number">${result?.seconds.toFixed(1)}</td>`
      : undefined
  }</tr>
${result?.repeat ? markup`<tr class="repeat"><td colspan="6"><span class="kind">to repeat it by hand:</span> <code>${result.repeat}</code></td></tr>\n` : undefined}</tbody>
`;
}

function remarks({ check, earlier, result }: Entry): Markup[] {
  const all = [
    ...(check.until === undefined ? [] : [`holds until step ${check.until}`]),
    ...(earlier && result?.at !== undefined ? [`* of an earlier update, ${inWords(result.at)}`] : []),
  ];
  return all.map((remark) => markup`<span class="remark">${remark}</span>`);
}
