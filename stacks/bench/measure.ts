import type { BenchChoice } from "./choice.ts";
import { chosenFigures, type Figure, judge, type Measurement } from "./figure.ts";

/** Measures what was chosen, a group after the other. A group that fails leaves its figures not measured, with what it said. */
export async function measureFigures(
  { groups, settings }: Pick<BenchChoice, "groups" | "settings">,
  say: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { group, cases } of groups) {
    say(`${group.name}: ${group.purpose}`);
    let found: readonly Measurement[] = [];
    let failure: string | undefined;
    try {
      found = await group.measure({ cases, settings, say });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failure = error.message;
    }
    for (const definition of chosenFigures(group, cases)) {
      const { figure } = definition;
      const measurement =
        found.find((one) => one.figure === figure) ?? (failure === undefined ? undefined : { figure, reason: failure });
      figures.push(judge(definition, measurement));
    }
  }
  return figures;
}
