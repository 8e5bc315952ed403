import type { FigureGroup, Measurement } from "../../../stacks/bench/figure.ts";

/** A group of one figure that belongs to no case, `whole`, and one a case: `part a`, `part b`. */
export function group(name: string, measure: () => Promise<readonly Measurement[]>): FigureGroup {
  return {
    name,
    purpose: "for tests",
    figures: [{ figure: "whole", atMost: 1.5 }],
    cases: { a: [{ figure: "part a", atMost: 1 }], b: [{ figure: "part b", atMost: 1 }] },
    measure,
  };
}

export const nothing = (): Promise<readonly Measurement[]> => Promise.resolve([]);
