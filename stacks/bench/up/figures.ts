import { scenarioNames } from "../../registry.ts";
import type { BenchContext, FigureDefinition, FigureGroup, Measurement } from "../figure.ts";
import { graphTarget } from "../graph-report.ts";

/** Unless `-c simulatedDelays=…` says otherwise. A factor below 1 is quicker, but what Pulumi itself takes is not multiplied, so ratios are worse with it. */
const defaultDelays = "realistic";

/** How much of the time of the talk's commands `npm run up` may take, where there is a target. */
const talkTargets: Readonly<Record<string, number>> = { "udn-vms": 0.6, overlay: 0.75 };

const names = {
  path: (scenario: string): string => `${scenario}: up / critical path`,
  talk: (scenario: string): string => `${scenario}: up / the talk's commands`,
} as const;

/** `npm run up` on an empty simulated cluster with realistic times, against its own critical path and against the talk's commands. */
export const upFigures: FigureGroup = {
  name: "up",
  purpose: "up from nothing on simulated clusters with realistic times, and the talk's commands on such a cluster",
  figures: [],
  cases: Object.fromEntries(scenarioNames.map((scenario) => [scenario, figuresOf(scenario)])),
  measure: measureUp,
};

function figuresOf(scenario: string): FigureDefinition[] {
  const ofTalk = talkTargets[scenario];
  return [
    { figure: names.path(scenario), atMost: graphTarget },
    ...(ofTalk === undefined ? [] : [{ figure: names.talk(scenario), atMost: ofTalk }]),
  ];
}

async function measureUp({ cases, settings, say }: BenchContext): Promise<Measurement[]> {
  const { measureScenario } = await import("./measure-scenario.ts");
  const measurements: Measurement[] = [];
  for (const scenario of cases.length > 0 ? cases : scenarioNames) {
    const chosen = { cluster: "simulated", simulatedDelays: defaultDelays, ...settings };
    try {
      measurements.push(
        ...measured(
          scenario,
          await measureScenario(scenario, chosen, { withTalk: talkTargets[scenario] !== undefined, say }),
        ),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      measurements.push(...figuresOf(scenario).map(({ figure }) => ({ figure, reason })));
    }
  }
  return measurements;
}

/** What both sides took, in seconds. */
export interface UpTimes {
  /** Of the whole `npm run up`. */
  readonly up: number;
  /** Of Pulumi in it. */
  readonly wall: number;
  readonly criticalPath: number;
  /** Undefined where the talk's commands were not measured. */
  readonly talk?: number;
  readonly factor: number;
}

/** The figures of a scenario, by what its two sides took. */
export function measured(scenario: string, { up, wall, criticalPath, talk, factor }: UpTimes): Measurement[] {
  const path = `wall ${wall.toFixed(1)} s, critical path ${criticalPath.toFixed(1)} s`;
  const value = wall / criticalPath;
  if (talk === undefined) return [{ figure: names.path(scenario), value, detail: `${path}; factor ${factor}` }];
  const times = `up ${up.toFixed(1)} s, talk ${talk.toFixed(1)} s (${(up / talk).toFixed(2)})`;
  return [
    {
      figure: names.path(scenario),
      value,
      detail: `${path}; ${times}; factor ${factor}`,
    },
    { figure: names.talk(scenario), value: up / talk, detail: `${times}; factor ${factor}` },
  ];
}
