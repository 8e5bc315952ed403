import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Style sheet of the pictures that `draw.ts` draws. */
export const topologyStyleFile = join(import.meta.dirname, "topology.css");

/** Colours of a picture; `auto`: those that its reader's system prefers. */
export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The style sheet with the colours of a theme. */
export function topologyStyle(theme: Theme): string {
  const style = readFileSync(topologyStyleFile, "utf8");
  if (theme === "auto") return style;
  return style
    .replace("color-scheme: light dark", `color-scheme: ${theme}`)
    .replace("@media (prefers-color-scheme: dark)", theme === "dark" ? "@media screen" : "@media not all");
}
