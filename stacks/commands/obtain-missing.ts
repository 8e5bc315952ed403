import { run } from "../../components/processes.ts";
import { obtainTools, simulatedClusterTools, type ToolName } from "../../components/tools/index.ts";
import { missingPlugins } from "./plugins.ts";
import { canRun, lacks, survey, type Survey } from "./survey.ts";

/**
 * Gets what is missing and can be had without asking: Pulumi's plugins, kind, and the simulated cluster's binaries (a
 * pinned release, else built from Go modules, which takes about ten minutes once). Nothing is got that would not make a
 * lab possible: without Pulumi nothing, and for a simulated cluster only if kind is out.
 */
export async function obtainMissing(found: Survey, say: (line: string) => void): Promise<Survey> {
  if (!found.pulumi) return found;
  let now = found;
  if (lacks(now.engine).length > 0) {
    for (const { name, version } of await missingPlugins()) {
      say(`Installing Pulumi's plugin ${name} ${version} …`);
      const result = await run(found.pulumi.path, ["plugin", "install", "resource", name, version], { timeout: 300 });
      if (result.status !== 0) {
        say(`It cannot be had: ${result.stderr.trim().split("\n").at(-1) ?? ""}`);
        return now;
      }
    }
    now = await survey();
  }
  const onlyTools = (cluster: "kind" | "simulated", tools: readonly ToolName[]): boolean =>
    lacks(now[cluster]).every((finding) => (tools as readonly string[]).includes(finding.what));
  if (!canRun(now, "kind") && onlyTools("kind", ["kind"])) {
    await obtainTools(["kind"], { say });
    now = await survey();
  }
  if (!canRun(now, "kind") && !canRun(now, "simulated")) {
    await obtainTools(simulatedClusterTools, { say });
    now = await survey();
  }
  return now;
}
