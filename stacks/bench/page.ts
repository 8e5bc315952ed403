import { blockOf, withBlock } from "../pages/block.ts";
import type { Figure } from "./figure.ts";

const block = { name: "figures", writer: "npm run bench" } as const;

/** A row of the table: what a figure is, and the rest of the row as it was written, which may be of an earlier run. */
export type FigureRow = readonly [figure: string, cells: readonly string[]];

const heads = ["figure", "measured", "target", "met", "from", "command", "when, and on what"];

/** @param run date and machine, in the words of the last column */
export function rowOf(figure: Figure, run: string): FigureRow {
  const { value, target, met, command, detail, reason } = figure;
  const measured = value === "not measured" ? `not measured: ${reason ?? ""}` : value.toFixed(2);
  return [figure.figure, [measured, target, met ? "yes" : "**no**", detail ?? "", `\`${command}\``, run].map(inCell)];
}

/** The row that the page has of a figure; undefined if it has none. */
export function lastRow(page: string, figure: string): FigureRow | undefined {
  const cells = blockOf(page, block)
    .split("\n")
    .map(cellsOf)
    .find(([first]) => first === inCell(figure));
  return cells && [figure, cells.slice(1)];
}

/** The page with another table. @throws Error if it has no place for one */
export function withFigures(page: string, rows: readonly FigureRow[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows.map(([figure, cells]) => [inCell(figure), ...cells])];
  const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return withBlock(page, block, table);
}

/** The table for a terminal: a line a figure, and another below it for what it is made of. */
export function renderFigures(figures: readonly Figure[]): string {
  const width = Math.max(0, ...figures.map(({ figure }) => figure.length));
  return figures
    .flatMap(({ figure, value, target, met, detail, reason }) => {
      const shown = value === "not measured" ? "-" : value.toFixed(2);
      const more = [...(reason === undefined ? [] : [`not measured: ${reason}`]), ...(detail ? [detail] : [])];
      return [
        `${met ? "met " : "MISS"}  ${figure.padEnd(width)}  ${shown.padStart(6)}  ${target}`,
        ...more.map((text) => `      ${text}`),
      ];
    })
    .join("\n");
}

/** A vertical bar would end the cell, a line break the row. */
function inCell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "/").trim();
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
