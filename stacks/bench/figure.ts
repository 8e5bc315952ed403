/** A figure that is measured, and what it should be. */
export interface FigureDefinition {
  /** What it is, as the table says it; no other figure is called so. */
  readonly figure: string;
  /** The target: not more than that. */
  readonly atMost: number;
}

/** What a measuring found: a value, or why there is none. */
export type Measurement = {
  readonly figure: string;
  /** What the value is made of, in a few words: `talk 150.2 s, up 88.1 s`. */
  readonly detail?: string;
} & ({ readonly value: number } | { readonly reason: string });

/** A figure as `npm run bench -- --json` prints it. */
export interface Figure {
  readonly figure: string;
  readonly value: number | "not measured";
  /** `<= 1.10` */
  readonly target: string;
  /** Never if it was not measured. */
  readonly met: boolean;
  /** Measures it again. */
  readonly command: string;
  readonly detail?: string;
  /** Why it was not measured. */
  readonly reason?: string;
}

/** What figures are measured with. */
export interface BenchContext {
  /** The cases that were asked for by name; all if none was. */
  readonly cases: readonly string[];
  /** Settings for the stacks that are made, `lab:` not included. */
  readonly settings: Readonly<Record<string, string>>;
  /** Tells of progress. */
  readonly say: (line: string) => void;
}

/** Figures that are measured together: one module each, named in `registry.ts`. */
export interface FigureGroup {
  /** The word that chooses it: `npm run bench -- <name>`. */
  readonly name: string;
  readonly purpose: string;
  /** Words that may follow the name and choose some of its figures, each with those figures. None: all or nothing. */
  readonly cases: Readonly<Record<string, readonly FigureDefinition[]>>;
  /** Figures that belong to no case. */
  readonly figures: readonly FigureDefinition[];
  /** Measures the figures of the cases that were asked for. One that it says nothing of counts as not measured. */
  readonly measure: (context: BenchContext) => Promise<readonly Measurement[]>;
}

/** The figures of a group that a choice of cases asks for, each with the command that measures it. */
export function chosenFigures(group: FigureGroup, cases: readonly string[]) {
  const all = Object.entries(group.cases);
  const chosen = cases.length === 0 ? all : all.filter(([name]) => cases.includes(name));
  return [
    ...(cases.length === 0 ? group.figures : []).map((figure) => ({ ...figure, command: commandOf(group.name) })),
    ...chosen.flatMap(([name, figures]) =>
      figures.map((figure) => ({ ...figure, command: commandOf(`${group.name} ${name}`) })),
    ),
  ];
}

function commandOf(words: string): string {
  return `npm run bench -- ${words}`;
}

/** Compares a measurement with its target. */
export function judge(
  { figure, atMost, command }: FigureDefinition & { readonly command: string },
  measurement: Measurement | undefined,
): Figure {
  const target = `<= ${atMost.toFixed(2)}`;
  const detail = measurement?.detail === undefined ? {} : { detail: measurement.detail };
  if (measurement && "value" in measurement && Number.isFinite(measurement.value))
    return { figure, value: measurement.value, target, met: measurement.value <= atMost, command, ...detail };
  const reason = measurement && "reason" in measurement ? measurement.reason : "its measuring gave no value";
  return { figure, value: "not measured", target, met: false, command, ...detail, reason };
}
