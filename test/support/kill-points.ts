/** When to interrupt an update. */
export type Moment =
  /** A program of the simulated cluster that is being made runs. */
  | { readonly kind: "program"; readonly program: string }
  /** That many resources are made. */
  | { readonly kind: "made"; readonly count: number }
  /** A script of the project runs, by the end of its command line. */
  | { readonly kind: "script"; readonly script: string };

/** How: Ctrl-C as a terminal sends it, to Pulumi and the command alike; SIGKILL of Pulumi alone; or of all that the command started. */
export const ways = ["Ctrl-C", "kill -9 of Pulumi", "kill -9 of everything"] as const;
export type Way = (typeof ways)[number];

export interface KillPoint {
  readonly moment: Moment;
  readonly way: Way;
}

/** Moments within the making of a simulated cluster, in their order. */
const insideCreation: readonly Moment[] = ["etcd", "kube-apiserver", "kube-controller-manager", "kwok-controller"].map(
  (program) => ({ kind: "program", program }),
);

/**
 * Points spread over an update: one in three inside of the cluster's creation, one while checks run, the others between creations, each in its own part
 * of the update, so that every seed covers all of it.
 * @param number at least 2
 * @param resources how many the whole update makes
 */
export function killPoints(seed: number, number: number, resources: number): KillPoint[] {
  const random = generator(seed);
  const inside = Math.max(1, Math.floor(number / 3));
  const between = Math.max(0, number - inside - 1);
  const moments: Moment[] = [
    ...Array.from({ length: inside }, () => pick(insideCreation, random)),
    ...Array.from({ length: between }, (_, i): Moment => {
      const part = resources / between;
      return { kind: "made", count: Math.max(1, Math.floor((i + random()) * part)) };
    }),
    { kind: "script", script: "components/checks/main.ts check" },
  ];
  const first = Math.floor(random() * ways.length);
  return moments.map((moment, i) => ({ moment, way: ways[(first + i) % ways.length] ?? ways[0] }));
}

export function describePoint({ moment, way }: KillPoint): string {
  const when =
    moment.kind === "program"
      ? `when ${moment.program} of the new cluster runs`
      : moment.kind === "made"
        ? `when ${moment.count} resources are made`
        : `while ${moment.script} runs`;
  return `${way} ${when}`;
}

function pick<T>(list: readonly T[], random: () => number): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error("an empty list");
  return one;
}

/** Mulberry32: small, and the same numbers everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
