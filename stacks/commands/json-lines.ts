import { existsSync, readFileSync } from "node:fs";

/** The lines of a file that tests wrote to, blank ones left out; none if none of them did. */
export function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** The same, each a JSON text. */
export function jsonLinesOf<T>(file: string): T[] {
  return linesOf(file).map((line) => JSON.parse(line) as T);
}
