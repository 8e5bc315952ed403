import { join } from "node:path";
import type { Platform } from "../../components/platform/index.ts";
import { run } from "../../components/processes.ts";
import type { PlatformPart } from "../../components/settings/platform-parts.ts";
import type { PlannedResource } from "../../stacks/commands/plan/evaluate.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";

export interface PlatformPlan {
  readonly resources: readonly PlannedResource[];
  /** Names of what scenarios' objects wait for. */
  readonly needs: Readonly<Record<keyof Platform, readonly string[]>>;
}

/** What the program would install of these parts with these settings; keys without `lab:`. */
export async function platformPlan(
  settings: Readonly<Record<string, string>>,
  parts: readonly PlatformPart[],
): Promise<PlatformPlan> {
  const script = join(projectDirectory, "test/support/print-platform.ts");
  const words = ["--import", "tsx", script, JSON.stringify(settings), ...parts];
  const result = await run(process.execPath, words, { timeout: 120 });
  // Without the upstream files a plan tells whose objects it leaves out, and is one all the same.
  const said = result.stderr.replace(/^The objects of .* are not listed: .*\n+/, "");
  if (result.status !== 0 || said !== "") throw new Error(`the plan of the platform: ${result.stderr}`);
  return JSON.parse(result.stdout) as PlatformPlan;
}
