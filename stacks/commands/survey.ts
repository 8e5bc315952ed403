import { findEngine } from "../../components/clusters/container-engine.ts";
import { run } from "../../components/processes.ts";
import type { ClusterKind } from "../../components/settings/setting-definitions.ts";
import { locatePulumi, locateTool, simulatedClusterTools, type FoundPulumi } from "../../components/tools/index.ts";
import { kind as kindVersions } from "../../components/versions.ts";
import { missingPlugins } from "./plugins.ts";
import { projectDirectory } from "./project.ts";

/** Something that is needed: there, or why not and what mends it. */
export interface Finding {
  readonly what: string;
  /** What was found, or undefined. */
  readonly found?: string;
  readonly problem?: string;
  /** The command or step that mends the problem. */
  readonly remedy?: string;
}

/** What this machine has for running labs. */
export interface Survey {
  readonly pulumi: FoundPulumi | undefined;
  /** Needed for any kind of cluster. */
  readonly engine: readonly Finding[];
  readonly kind: readonly Finding[];
  readonly simulated: readonly Finding[];
}

export function lacks(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.found === undefined);
}

/** Whether labs can run on that kind of cluster here. */
export function canRun(survey: Survey, cluster: Exclude<ClusterKind, "existing">): boolean {
  return lacks([...survey.engine, ...survey[cluster]]).length === 0;
}

/** Looks at everything side by side. Nothing is changed, but that npm's Pulumi may download its CLI. */
export async function survey(): Promise<Survey> {
  const [pulumi, kind, simulated] = await Promise.all([surveyPulumi(), surveyKind(), surveySimulated()]);
  return { pulumi: pulumi.cli, engine: pulumi.findings, kind, simulated };
}

async function surveyPulumi(): Promise<{ cli: FoundPulumi | undefined; findings: Finding[] }> {
  const what = "Pulumi CLI";
  const cli = await locatePulumi({ projectDirectory });
  if (cli.path === undefined)
    return { cli: undefined, findings: [{ what, problem: cli.reasons.join("; "), remedy: cli.remedy }] };
  const plugins = (await missingPlugins()).map(({ name, version }): Finding => ({
    what: `Pulumi plugin ${name}`,
    problem: `neither pulumi-resource-${name} on the PATH nor an installed plugin ${version}`,
    remedy: `${cli.source === "npm" ? "npx pulumi" : "pulumi"} plugin install resource ${name} ${version}`,
  }));
  return { cli, findings: [{ what, found: `${cli.version} (${cli.source})` }, ...plugins] };
}

async function surveyKind(): Promise<Finding[]> {
  const [tool, engine] = await Promise.all([surveyTool("kind"), findEngine("auto")]);
  if (!engine.engine)
    return [
      {
        what: "container engine",
        problem: engine.reasons.join("; "),
        remedy: "install Docker Engine or podman and start it; docker info or podman info should answer",
      },
      tool,
    ];
  return [
    { what: "container engine", found: `${engine.engine} ${engine.version}` },
    tool,
    await surveyNodeImage(engine.engine),
  ];
}

async function surveyNodeImage(engine: string): Promise<Finding> {
  const what = "kind's node image";
  const image = kindVersions.nodeImage;
  const inspected = await run(engine, ["image", "inspect", image], { timeout: 30 });
  if (inspected.status === 0) return { what, found: image };
  try {
    // Any answer will do: without credentials it is 401.
    await fetch("https://registry-1.docker.io/v2/", { method: "HEAD", signal: AbortSignal.timeout(5000) });
    return { what, found: `to be pulled: ${image}` };
  } catch {
    return {
      what,
      problem: `${image} is not here, and its registry registry-1.docker.io does not answer`,
      remedy: `connect to the internet, or load the image: ${engine} load -i <archive>`,
    };
  }
}

async function surveySimulated(): Promise<Finding[]> {
  return Promise.all(simulatedClusterTools.map(surveyTool));
}

async function surveyTool(name: Parameters<typeof locateTool>[0]): Promise<Finding> {
  const tool = await locateTool(name);
  if (tool.path === undefined) return { what: name, problem: tool.reasons.join("; "), remedy: tool.remedy };
  return { what: name, found: `${tool.version} (${tool.source})` };
}
