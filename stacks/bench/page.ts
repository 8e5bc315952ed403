import type { Figure } from "./figure.ts";

const begin = "<!-- figures: written by npm run bench -->";
const end = "<!-- end of figures -->";

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
  const cells = tableOf(page)
    .split("\n")
    .map(cellsOf)
    .find(([first]) => first === inCell(figure));
  return cells && [figure, cells.slice(1)];
}

/** The page with another table. @throws Error if it has no place for one */
export function withFigures(page: string, rows: readonly FigureRow[]): string {
  const [from, to] = placeOf(page);
  const lines = [heads, heads.map(() => "---"), ...rows.map(([figure, cells]) => [inCell(figure), ...cells])];
  const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
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

function tableOf(page: string): string {
  const [from, to] = placeOf(page);
  return page.slice(from, to);
}

function placeOf(page: string): [from: number, to: number] {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`the page has no place for the table, between ${begin} and ${end}`);
  return [from, to];
}
