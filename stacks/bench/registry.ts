import type { FigureGroup } from "./figure.ts";
import { upFigures } from "./up/figures.ts";

/** Everything that `npm run bench` measures, in the order of its table. A new group is a module of its own and a line here. */
export const figureGroups: readonly FigureGroup[] = [upFigures];
