import { criticalPath } from "../timeline/critical-path.ts";
import type { GraphNode } from "../timeline/state-dependencies.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** The ratio of wall time and critical path that an update should not exceed. */
export const graphTarget = 1.1;

/** A stack's last update in figures; all times are seconds, those of resources since the start of Pulumi. */
export interface GraphReport {
  readonly stack: string;
  /** ISO 8601, when Pulumi started. */
  readonly at: string;
  /** Of the whole command: preview, update, and what Pulumi does around them. */
  readonly wall: number;
  /** 0 if there was none. */
  readonly preview: number;
  readonly update: number;
  readonly criticalPath: number;
  /** Wall time / critical path; null if nothing was made or changed. */
  readonly ratio: number | null;
  readonly chain: readonly { readonly resource: string; readonly took: number; readonly waited: number }[];
  readonly resources: readonly {
    readonly resource: string;
    readonly type: string;
    readonly op: string;
    readonly start: number;
    readonly end: number;
    readonly failed: boolean;
    /** It does nothing itself, and its time is not counted. */
    readonly component: boolean;
  }[];
}

/** @param graph what the stack's resources wait for, by its state after the update */
export function graphReport(stack: string, timeline: Timeline, graph: readonly GraphNode[]): GraphReport {
  const { command, preview, update, spans } = timeline;
  const since = (at: number): number => (at - command.start) / 1000;
  const { length, links } = criticalPath(spans, graph, command.start);
  const wall = since(command.end);
  const components = new Set(graph.filter(({ isComponent }) => isComponent).map(({ urn }) => urn));
  return {
    stack,
    at: new Date(command.start).toISOString(),
    wall,
    preview: preview ? (preview.end - preview.start) / 1000 : 0,
    update: (update.end - update.start) / 1000,
    criticalPath: length / 1000,
    ratio: length === 0 ? null : (wall * 1000) / length,
    chain: links.map(({ urn, took, waited }) => ({
      resource: nameOf(urn),
      took: took / 1000,
      waited: waited / 1000,
    })),
    resources: spans.map(({ urn, type, op, start, end, failed }) => ({
      resource: nameOf(urn),
      type,
      op,
      start: since(start),
      end: since(end),
      failed,
      component: components.has(urn),
    })),
  };
}

/** The resource's own name, the last part of its URN. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

const seconds = (value: number): string => value.toFixed(2).padStart(8);

/** The report as text: each resource, the critical path with where it waited, and the ratio. */
export function renderGraph(report: GraphReport): string {
  const { resources, chain, wall, preview, update, ratio } = report;
  const changed = resources.filter(({ op }) => op !== "same");
  const rows = changed.map(
    ({ start, end, resource, op, failed, component }) =>
      `${seconds(start)} ${seconds(end)} ${seconds(end - start)}  ${resource}${op === "create" ? "" : ` (${op})`}` +
      `${component ? " (component)" : ""}${failed ? " FAILED" : ""}`,
  );
  const same = resources.length - changed.length;
  return [
    `Stack ${report.stack}, up at ${report.at}; seconds since then`,
    "   start      end     took  resource",
    ...rows,
    ...(same > 0 ? [`and ${same} unchanged`] : []),
    "",
    "Critical path: the longest chain through parents, dependencies and providers",
    "  waited     took  resource",
    ...chain.map(({ waited, took, resource }) => `${seconds(waited)} ${seconds(took)}  ${resource}`),
    "",
    `wall time ${wall.toFixed(2)} s (preview ${preview.toFixed(2)} s, update ${update.toFixed(2)} s), critical path ${report.criticalPath.toFixed(2)} s`,
    ratio === null
      ? "Nothing was made or changed, so there is no ratio."
      : `wall time / critical path: ${ratio.toFixed(2)} (target <= ${graphTarget.toFixed(2)})`,
  ].join("\n");
}
