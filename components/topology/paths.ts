import { markup, type Markup } from "../markup/markup.ts";
import type { Flow } from "./arrows.ts";
import type { Curve, Point } from "./layout.ts";

/** Short numbers keep the file small; a tenth of a point is not seen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function at({ x, y }: Point): Markup {
  return markup`x="${round(x)}" y="${round(y)}"`;
}

/** The path of a curve, on to where its arrow's head begins. */
export function splinePath({ points: [start, ...rest] }: Curve): string {
  if (!start) return "";
  return `M${pair(start)}C${rest.map(pair).join(" ")}`;
}

function pair({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

/** A triangle where traffic gets through, a bar where it does not, a diamond where something else holds. */
export function arrowHead(flow: Flow, { points, tip }: Curve): Markup {
  const end = points.at(-1);
  if (!tip || !end) return markup``;
  const length = Math.hypot(tip.x - end.x, tip.y - end.y) || 1;
  const along = { x: (tip.x - end.x) / length, y: (tip.y - end.y) / length };
  /** So far before the tip, so far beside the way. */
  const beside = (back: number, side: number): Point => ({
    x: tip.x - along.x * back - along.y * side,
    y: tip.y - along.y * back + along.x * side,
  });
  const through = (...places: Point[]): string => places.map(pair).join(" ");
  switch (flow) {
    case "reaches":
      return markup`<polygon class="head" points="${through(tip, beside(10, 4.5), beside(10, -4.5))}"/>`;
    case "blocked":
      return markup`<path class="stem" d="M${pair(end)}L${pair(beside(4, 0))}"/><path class="bar" d="M${pair(beside(4, 7.5))}L${pair(beside(4, -7.5))}"/>`;
    case "holds":
      return markup`<polygon class="head" points="${through(tip, beside(5.5, 4), beside(11, 0), beside(5.5, -4))}"/>`;
  }
}
