import type { BenchContext, FigureGroup, Measurement } from "./figure.ts";
import { runOwnCommand, settingWords, type Taken } from "./own-command.ts";
import { describePoints, exponentOf, type Point } from "./power-law.ts";
import { sizes, timesOfLabs } from "./scaled-lab.ts";

/** A little above 1: times of short commands vary. */
const atMost = 1.1;

const figures = {
  plan: "growth of plan: exponent over tenants",
  memory: "growth of plan's memory: exponent over tenants",
  preview: "growth of preview: exponent over tenants",
  up: "growth of up: exponent over tenants",
  checks: "growth of the checks' time: exponent over tenants",
} as const;
const target = (name: keyof typeof figures) => ({ figure: figures[name], atMost });

/** What plan, preview, up and checks of `udn-pods` take with 1, 10 and 100 tenants added, on simulated clusters. */
export const growth: FigureGroup = {
  name: "growth",
  purpose: "how times and memory grow with the tenants of udn-pods (lab:scale)",
  cases: {
    plan: [target("plan"), target("memory")],
    lab: [target("preview"), target("up"), target("checks")],
  },
  figures: [],
  measure: async (context) => [
    ...(isAsked(context, "plan") ? await measurePlan(context) : []),
    ...(isAsked(context, "lab") ? await measureLab(context) : []),
  ],
};

function isAsked({ cases }: BenchContext, name: string): boolean {
  return cases.length === 0 || cases.includes(name);
}

async function measurePlan({ settings, say }: BenchContext): Promise<Measurement[]> {
  const taken: (Taken & { size: number })[] = [];
  for (const size of sizes) {
    const words = settingWords({ ...settings, cluster: "simulated", scale: String(size) });
    const one = await runOwnCommand(["plan", "udn-pods", "--stack", `bench-scale-${size}`, ...words]);
    say(`  plan with ${size}: ${one.seconds.toFixed(1)} s, ${one.memory.toFixed(0)} MiB`);
    taken.push({ ...one, size });
  }
  return [
    exponent(
      "plan",
      taken.map(({ size, seconds }) => ({ size, value: seconds })),
      "s",
    ),
    exponent(
      "memory",
      taken.map(({ size, memory }) => ({ size, value: memory })),
      "MiB",
    ),
  ];
}

async function measureLab(context: BenchContext): Promise<Measurement[]> {
  const names = ["preview", "up", "checks"] as const;
  const points = new Map<(typeof names)[number], Point[]>(names.map((name) => [name, []]));
  const times = await timesOfLabs(context);
  for (const size of sizes) for (const name of names) points.get(name)?.push({ size, value: times[size][name] });
  return names.map((name) => exponent(name, points.get(name) ?? [], "s"));
}

function exponent(name: keyof typeof figures, points: readonly Point[], unit: string): Measurement {
  return { figure: figures[name], value: exponentOf(points), detail: describePoints(points, unit) };
}
