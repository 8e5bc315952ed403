import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { writeInOneStep } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { diagramOf } from "../../components/topology/diagram.ts";
import { dotOf } from "../../components/topology/dot.ts";
import { drawDiagram } from "../../components/topology/draw.ts";
import { layOut } from "../../components/topology/layout.ts";
import { topologyStyleFile } from "../../components/topology/style.ts";
import { projectDirectory } from "../commands/project.ts";
import type { LabOfStack } from "../results/lab-of-stack.ts";
import type { StackResult } from "../results/read-results.ts";
import { chosenSteps } from "../steps.ts";
import { abridge } from "./abridged.ts";
import { entriesOf, marksOf } from "./entries.ts";
import { renderPage } from "./page.ts";
import { clusterName, plannedTopology } from "./planned-topology.ts";

export interface ReportOptions {
  /** Of the lab's checks; undefined: none has run, and the report is one of the plan. */
  readonly results: readonly StackResult[] | undefined;
  /** ISO 8601: results that are older are of an earlier update than the newest, which failed. */
  readonly since?: string | undefined;
}

/** The report on a stack as HTML. */
export async function makeReport(lab: LabOfStack, { results, since }: ReportOptions): Promise<string> {
  const { settings, scenario, checks } = lab;
  const topology = await plannedTopology(lab);
  const entries = entriesOf({ checks, topology, results, since });
  const cluster = clusterName(settings.cluster);
  const shown = abridge(topology, entries, scenario.alike);
  const drawn = shown.entries.map(({ check }) => check);
  const diagram = diagramOf(cluster, shown.topology, drawn, marksOf(shown.entries));
  const title = `Topology of scenario ${scenario.name}; the tables below say the same in words`;
  return renderPage({
    scenario,
    steps: chosenSteps(scenario, settings.step),
    stack: settings.stack,
    cluster: `${settings.cluster.kind} cluster ${cluster}`,
    made: new Date().toISOString(),
    topology,
    entries,
    shown,
    picture: drawDiagram(diagram, await layOut(dotOf(diagram)), title),
    style: readStyles(),
  });
}

function readStyles(): string {
  return [topologyStyleFile, join(import.meta.dirname, "report.css")]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

/** Writes `report.html` into the stack's folder; @returns its path, relative to the project's folder. */
export async function writeReport(lab: LabOfStack, options: ReportOptions): Promise<string> {
  const file = resultFiles.report(stackDirectory(projectDirectory, lab.settings.stack));
  writeInOneStep(file, await makeReport(lab, options));
  return relative(projectDirectory, file);
}
