import { join } from "node:path";
import { run, type RunResult } from "../../components/processes.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";

/** The process behind a cluster's Command, as Pulumi starts it. */
export function makeOrRemove(
  action: "create" | "delete",
  request: string,
  environment: NodeJS.ProcessEnv,
): Promise<RunResult> {
  const script = join(projectDirectory, "components", "clusters", "lifecycle", "main.ts");
  return run(process.execPath, ["--import", "tsx", script, action], {
    environment: { ...environment, CLUSTER_REQUEST: request },
  });
}
