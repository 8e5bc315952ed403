import { checks } from "./checks.ts";
import type { FigureGroup } from "./figure.ts";
import { overhead } from "./overhead.ts";
import { upFigures } from "./up/figures.ts";

/** Everything that `npm run bench` measures, in the order of its table. A new group is a module of its own and a line here. */
export const figureGroups: readonly FigureGroup[] = [upFigures, overhead, checks];
