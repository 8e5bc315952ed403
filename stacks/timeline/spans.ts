import type { EngineStep, SeenEvent } from "./engine-event.ts";

/** From when to when, in milliseconds since 1970. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** One step of an update: something was done with a resource. */
export interface Span extends EngineStep, Period {
  readonly failed: boolean;
}

export interface UpdateSpans {
  /** Undefined if there was no preview before the update. */
  readonly preview: Period | undefined;
  readonly update: Period;
  /** In the order in which they began. */
  readonly spans: readonly Span[];
}

/**
 * The steps of an update out of its events. `pulumi up` writes the events of its preview first, then those of the update.
 * @returns undefined if the events tell of a preview alone, or of nothing
 */
export function updateSpans(events: readonly SeenEvent[]): UpdateSpans | undefined {
  const phases = phasesOf(events);
  const last = phases.at(-1);
  if (!last || last.some(({ isPreview }) => isPreview === true)) return undefined;
  const before = phases.at(-2);
  return { preview: before && periodOf(before), update: periodOf(last), spans: spansOf(last) };
}

/** The events of each preview or update by themselves: the sequence begins anew with each. */
function phasesOf(events: readonly SeenEvent[]): SeenEvent[][] {
  const phases: SeenEvent[][] = [];
  let previous = Infinity;
  for (const event of events) {
    if (event.sequence <= previous) phases.push([]);
    phases.at(-1)?.push(event);
    previous = event.sequence;
  }
  return phases;
}

function periodOf(events: readonly SeenEvent[]): Period {
  return { start: events[0]?.at ?? 0, end: events.at(-1)?.at ?? 0 };
}

/**
 * A step without an end ends with the last event. It has failed if the update itself has no end, for the engine was killed; otherwise it is a component that the
 * engine tells no end of, such as a chart.
 */
function spansOf(events: readonly SeenEvent[]): Span[] {
  const { end: last } = periodOf(events);
  const ended = events.some(({ kind }) => kind === "summary");
  const keyOf = ({ urn, op }: EngineStep): string => `${op} ${urn}`;
  const ends = new Map(
    events.flatMap((event) =>
      event.step && (event.kind === "end" || event.kind === "failure") ? [[keyOf(event.step), event] as const] : [],
    ),
  );
  return events.flatMap(({ kind, step, at }) => {
    if (kind !== "start" || !step) return [];
    const end = ends.get(keyOf(step));
    return [{ ...step, start: at, end: end?.at ?? last, failed: end === undefined ? !ended : end.kind === "failure" }];
  });
}
