import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { writeInOneStep } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { dotOf } from "../../components/topology/dot.ts";
import { drawDiagram } from "../../components/topology/draw.ts";
import { layOut } from "../../components/topology/layout.ts";
import { topologyStyle } from "../../components/topology/style.ts";
import { projectDirectory } from "../commands/project.ts";
import type { LabOfStack } from "../results/lab-of-stack.ts";
import { chosenSteps } from "../steps.ts";
import { labDiagram, type LabResults } from "./lab-diagram.ts";
import { renderPage } from "./page.ts";
import { clusterName } from "./planned-topology.ts";

/** The report on a stack as HTML. */
export async function makeReport(lab: LabOfStack, { results, since }: LabResults): Promise<string> {
  const { settings, scenario } = lab;
  const { topology, entries, shown, diagram } = await labDiagram(lab, { results, since });
  const title = `Topology of scenario ${scenario.name}; the tables below say the same in words`;
  return renderPage({
    scenario,
    steps: chosenSteps(scenario, settings.step),
    stack: settings.stack,
    cluster: `${settings.cluster.kind} cluster ${clusterName(settings.cluster)}`,
    made: new Date().toISOString(),
    topology,
    entries,
    shown,
    picture: drawDiagram(diagram, await layOut(dotOf(diagram)), title),
    style: readStyles(),
  });
}

function readStyles(): string {
  return [topologyStyle("auto"), readFileSync(join(import.meta.dirname, "report.css"), "utf8")].join("\n");
}

/** Writes `report.html` into the stack's folder; @returns its path, relative to the project's folder. */
export async function writeReport(lab: LabOfStack, options: LabResults): Promise<string> {
  const file = resultFiles.report(stackDirectory(projectDirectory, lab.settings.stack));
  writeInOneStep(file, await makeReport(lab, options));
  return relative(projectDirectory, file);
}
