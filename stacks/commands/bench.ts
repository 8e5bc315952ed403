import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { readChoice } from "../bench/choice.ts";
import { chosenFigures, type Figure } from "../bench/figure.ts";
import { machineFacts } from "../bench/machine.ts";
import { measureFigures } from "../bench/measure.ts";
import { type FigureRow, lastRow, renderFigures, rowOf, withFigures } from "../bench/page.ts";
import { figureGroups } from "../bench/registry.ts";
import { projectDirectory } from "./project.ts";

/**
 * `npm run bench`: measures all figures, or those that are named, prints them with their targets, and writes `docs/performance.md`, where
 * the others keep what was measured before. `graph` is a report of one stack instead. @returns 1 if a target was not met
 */
export async function bench(words: readonly string[]): Promise<number> {
  if (words[0] === "graph") return (await import("../bench/graph.ts")).graph(words.slice(1));
  const choice = readChoice(words, figureGroups);
  // Before the load that measuring makes.
  const run = `${new Date().toISOString().slice(0, 10)}; ${machineFacts()}`;
  const figures = await measureFigures(choice, (line) => void process.stderr.write(`${line}\n`));
  if (choice.page) await writePage(figures, run);
  process.stdout.write(`${choice.json ? JSON.stringify(figures, null, 2) : renderFigures(figures)}\n`);
  return figures.every(({ met }) => met) ? 0 : 1;
}

/** @param run when and on what the figures were measured */
async function writePage(figures: readonly Figure[], run: string): Promise<void> {
  const file = join(projectDirectory, "docs", "performance.md");
  const page = readFileSync(file, "utf8");
  const rows = figureGroups
    .flatMap((group) => chosenFigures(group, []))
    .map(({ figure, atMost, command }): FigureRow => {
      const measured = figures.find((one) => one.figure === figure);
      if (measured) return rowOf(measured, run);
      const never = { figure, value: "not measured", target: `<= ${atMost.toFixed(2)}`, met: false, command } as const;
      return lastRow(page, figure) ?? rowOf({ ...never, reason: "not yet" }, "");
    });
  writeFileSync(file, await format(withFigures(page, rows), { parser: "markdown", printWidth: 120 }));
}
