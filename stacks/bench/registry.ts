import { checks } from "./checks.ts";
import { destroy } from "./destroy.ts";
import type { FigureGroup } from "./figure.ts";
import { growth } from "./growth.ts";
import { overhead } from "./overhead.ts";
import { upFigures } from "./up/figures.ts";

/** Everything that `npm run bench` measures, in the order of its table. A new group is a module of its own and a line here. */
export const figureGroups: readonly FigureGroup[] = [upFigures, overhead, checks, growth, destroy];
