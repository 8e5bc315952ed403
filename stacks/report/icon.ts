import { markup, type Markup } from "../../components/markup/markup.ts";
import { iconShapes, iconSize } from "../../components/topology/icons.ts";
import type { Entry } from "./entries.ts";

/** The symbol of a verdict or an expectation, to be put before the word for it. */
export function icon({ state, flow }: Pick<Entry, "state" | "flow">): Markup {
  return markup`<svg class="icon ${classesOf({ state, flow })}" viewBox="0 0 ${iconSize} ${iconSize}" width="${iconSize}" height="${iconSize}" aria-hidden="true">${iconShapes(state, flow)}</svg>`;
}

export function classesOf({ state, flow }: Pick<Entry, "state" | "flow">): string {
  return `${state.replaceAll(" ", "-")} ${flow}`;
}
