import { join } from "node:path";
import type { KubernetesManifest } from "../../components/artifacts/index.ts";
import { run } from "../../components/processes.ts";
import type { PlannedResource } from "../../stacks/commands/plan/evaluate.ts";
import { stages } from "../../stacks/commands/plan/tree.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import type { Upstream } from "./upstream.ts";

/** What a program registers, with its secrets, in a process of its own: it can be evaluated once a process. */
export async function planOf(
  scenario: string,
  upstream: Upstream,
  settings: Readonly<Record<string, string>>,
): Promise<PlannedResource[]> {
  const all = { ...settings, ...(upstream.folder === undefined ? {} : { artifacts: upstream.folder }) };
  const config = Object.fromEntries(Object.entries(all).map(([name, value]) => [`lab:${name}`, value]));
  const script = join(projectDirectory, "test/support/print-plan.ts");
  const words = [`api-tests-${scenario}`, JSON.stringify({ "lab:scenario": scenario, ...config })];
  const result = await run(process.execPath, ["--import", "tsx", script, ...words], { timeout: 120 });
  if (result.status !== 0 || result.stderr !== "") throw new Error(`the plan of ${scenario}: ${result.stderr}`);
  return JSON.parse(result.stdout) as PlannedResource[];
}

/** A planned object of the Kubernetes API. */
export interface PlannedObject {
  readonly name: string;
  readonly manifest: KubernetesManifest;
  /** URNs of all that is there before it, however far away. */
  readonly after: ReadonlySet<string>;
  readonly urn: string;
}

/** What is made side by side. */
export interface Stage {
  readonly objects: readonly PlannedObject[];
  /** Folders of the charts that are installed. The plan does not render them. */
  readonly charts: readonly string[];
}

/** The Kubernetes part of a plan, in the order in which it is made. */
export function stagesOf(resources: readonly PlannedResource[], upstream: Upstream): Stage[] {
  const stageOf = stages(resources);
  const numbers = [...new Set(stageOf.values())].toSorted((a, b) => a - b);
  return numbers.map((number) => {
    const those = resources.filter(({ urn, type }) => stageOf.get(urn) === number && type.startsWith("kubernetes:"));
    const isChart = ({ type }: PlannedResource): boolean => type.startsWith("kubernetes:helm.sh/");
    return {
      charts: those.filter(isChart).map(({ inputs }) => chartFolder(String(inputs["chart"]), upstream)),
      objects: those
        .filter((resource) => !isChart(resource))
        .map(({ name, urn, inputs }) => ({
          name,
          urn,
          manifest: inputs as unknown as KubernetesManifest,
          after: before(urn, resources),
        })),
    };
  });
}

/** What a resource waits for, itself or its parents, which it is not made before. */
function before(urn: string, resources: readonly PlannedResource[], found = new Set<string>()): Set<string> {
  const resource = resources.find((candidate) => candidate.urn === urn);
  for (const dependency of resource?.dependsOn ?? [])
    if (!found.has(dependency)) before(dependency, resources, found.add(dependency));
  return resource?.parent ? before(resource.parent, resources, found) : found;
}

/** A plan does not look into charts, and names them by their set: `ovn-kubernetes/v1.3.0/helm/ovn-kubernetes`. */
function chartFolder(chart: string, { directories }: Upstream): string {
  for (const [set, directory] of directories)
    if (chart.startsWith(`${set}/`)) return join(directory, chart.slice(set.length));
  return chart;
}
