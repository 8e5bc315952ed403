import { join } from "node:path";
import { run, type RunResult } from "../../components/processes.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Runs one of the project's own TypeScript files as its Commands do, with these variables beside this process's own. */
export function runScript(
  file: string,
  variables: NodeJS.ProcessEnv,
  options: { nodeOptions?: readonly string[]; onLine?: (line: string) => void } = {},
): Promise<RunResult> {
  return run(process.execPath, [...(options.nodeOptions ?? []), "--import", "tsx", join(projectDirectory, file)], {
    environment: { ...process.env, ...variables },
    timeout: 60,
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
}
