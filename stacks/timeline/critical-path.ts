import type { Span } from "./spans.ts";
import type { GraphNode } from "./state-dependencies.ts";

/** A link of the critical path. */
export interface PathLink {
  readonly urn: string;
  /** Milliseconds that the resource itself took. */
  readonly took: number;
  /** Milliseconds between the end of the link before it, or the beginning of the update, and its own start. */
  readonly waited: number;
}

export interface CriticalPath {
  /** Milliseconds: what the update would have taken with no overhead and any number of steps at a time. */
  readonly length: number;
  readonly links: readonly PathLink[];
}

type Timed = Pick<Span, "urn" | "op" | "start" | "end">;

/**
 * The longest chain through what resources really wait for: parent, dependencies, provider. Left out are deletions, which no later
 * step of an update waits for, and what stayed as it was.
 * @param begin milliseconds since 1970 at which the update began
 */
export function criticalPath(spans: readonly Timed[], graph: readonly GraphNode[], begin: number): CriticalPath {
  const times = timesOf(spans);
  const neededBy = needsOf(graph);
  const isComponent = new Set(graph.filter((node) => node.isComponent).map(({ urn }) => urn));
  const tookOf = (urn: string): number => {
    const time = isComponent.has(urn) ? undefined : times.get(urn);
    return time ? time.end - time.start : 0;
  };
  const known = new Map<string, { finish: number; before: string | undefined }>();
  const visiting = new Set<string>();
  const finishOf = (urn: string): number => {
    const done = known.get(urn);
    if (done) return done.finish;
    // Never in a real state; a cycle would have kept the update from ending.
    if (visiting.has(urn)) return 0;
    visiting.add(urn);
    let before: string | undefined;
    let latest = 0;
    for (const need of neededBy(urn)) {
      const finish = finishOf(need);
      if (finish > latest) [latest, before] = [finish, need];
    }
    visiting.delete(urn);
    known.set(urn, { finish: latest + tookOf(urn), before });
    return latest + tookOf(urn);
  };
  let last: string | undefined;
  let length = 0;
  for (const { urn } of graph) {
    const finish = finishOf(urn);
    if (finish > length) [length, last] = [finish, urn];
  }
  const chain: string[] = [];
  for (let urn = last; urn !== undefined; urn = known.get(urn)?.before) if (tookOf(urn) > 0) chain.unshift(urn);
  return { length, links: linksOf(chain, times, begin) };
}

function linksOf(chain: readonly string[], times: ReadonlyMap<string, Timed>, begin: number): PathLink[] {
  let previous = begin;
  return chain.map((urn) => {
    const { start = previous, end = previous } = times.get(urn) ?? {};
    const link = { urn, took: end - start, waited: start - previous };
    previous = end;
    return link;
  });
}

/** From the first start to the last end of all that was done with a resource, but its deletion and the finding that nothing is to be done. */
function timesOf(spans: readonly Timed[]): Map<string, Timed> {
  const times = new Map<string, Timed>();
  for (const span of spans) {
    if (span.op.startsWith("delete") || span.op === "same") continue;
    const before = times.get(span.urn);
    times.set(span.urn, {
      ...span,
      start: Math.min(span.start, before?.start ?? Infinity),
      end: Math.max(span.end, before?.end ?? 0),
    });
  }
  return times;
}

/** What a resource waits for, with the contents of components in their place. Its own ancestors only have to be registered. */
function needsOf(graph: readonly GraphNode[]): (urn: string) => string[] {
  const nodes = new Map(graph.map((node) => [node.urn, node]));
  const children = new Map<string, string[]>();
  for (const { urn, parent } of graph)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), urn]);
  const ancestorsOf = (urn: string): string[] => {
    const parent = nodes.get(urn)?.parent;
    return parent === undefined ? [] : [parent, ...ancestorsOf(parent)];
  };
  const contents = (urn: string): string[] => [
    urn,
    ...(nodes.get(urn)?.isComponent ? (children.get(urn) ?? []).flatMap(contents) : []),
  ];
  return (urn) => {
    const ancestors = new Set(ancestorsOf(urn));
    const needs = nodes.get(urn)?.needs ?? [];
    const parent = nodes.get(urn)?.parent;
    return [
      ...(parent === undefined ? [] : [parent]),
      ...needs.flatMap((need) => (ancestors.has(need) ? [need] : contents(need))),
    ].filter((need) => need !== urn);
  };
}
