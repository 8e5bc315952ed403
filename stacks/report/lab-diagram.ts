import { type Diagram, diagramOf } from "../../components/topology/diagram.ts";
import type { Topology } from "../../components/topology/topology.ts";
import type { LabOfStack } from "../results/lab-of-stack.ts";
import type { StackResult } from "../results/read-results.ts";
import { abridge, type Abridged } from "./abridged.ts";
import { entriesOf, type Entry, marksOf } from "./entries.ts";
import { clusterName, plannedTopology } from "./planned-topology.ts";

/** What is known of a lab's checks. */
export interface LabResults {
  /** Undefined: none has run, and arrows show what is expected. */
  readonly results: readonly StackResult[] | undefined;
  /** ISO 8601: results that are older are of an earlier update than the newest, which failed. */
  readonly since?: string | undefined;
}

/** A lab as a picture, and what it was made of. */
export interface LabDiagram {
  readonly topology: Topology;
  readonly entries: readonly Entry[];
  /** What the picture shows of them. */
  readonly shown: Abridged;
  readonly diagram: Diagram;
}

/** The picture of a stack's lab up to its step, before it is laid out. Nothing is looked for or fetched. */
export async function labDiagram(lab: LabOfStack, { results, since }: LabResults): Promise<LabDiagram> {
  const { settings, scenario, checks } = lab;
  const topology = await plannedTopology(lab);
  const entries = entriesOf({ checks, topology, results, since });
  const shown = abridge(topology, entries, scenario.alike);
  const drawn = shown.entries.map(({ check }) => check);
  const diagram = diagramOf(clusterName(settings.cluster), shown.topology, drawn, marksOf(shown.entries));
  return { topology, entries, shown, diagram };
}
