import type { FigureGroup } from "./figure.ts";
import { timesOfLabs } from "./scaled-lab.ts";

const [few, many] = [1, 100] as const;
const figure = `destroy with ${many} tenants / with ${few}`;

/** Whether it takes a lab of many objects longer to go: its objects go with their cluster, not one by one. */
export const destroy: FigureGroup = {
  name: "destroy",
  purpose: "destroying udn-pods with many tenants (lab:scale) against one",
  cases: {},
  figures: [{ figure, atMost: 1.5 }],
  measure: async (context) => {
    const times = await timesOfLabs(context);
    const [short, long] = [times[few].destroy, times[many].destroy];
    return [{ figure, value: long / short, detail: `${few}: ${short.toFixed(1)} s, ${many}: ${long.toFixed(1)} s` }];
  },
};
