import { cachedPath } from "./cache.ts";
import { toolFacts } from "./catalog.ts";
import { run } from "./run.ts";
import { findOnPath, isExecutable } from "./search-path.ts";
import type { AbsentTool, FoundTool, LocateOptions, ToolName } from "./types.ts";
import { isAcceptable, versionIn } from "./version-text.ts";

/** The command that obtains a tool, for people. */
export const obtainCommand = (tool: ToolName): string => `node --import tsx components/tools/obtain.ts ${tool}`;

/**
 * Looks for a tool on the PATH, then in the cache, without the network; each candidate is run to hear its version.
 * `node_modules/.bin` folders are skipped. A version older than `toolFacts[tool].minimum` is refused and the search goes on.
 * Never throws for a tool that is not there or does not run.
 */
export async function locateTool(tool: ToolName, options: LocateOptions = {}): Promise<FoundTool | AbsentTool> {
  const environment = options.environment ?? process.env;
  const onPath = await findOnPath(tool, environment);
  const reasons = onPath.length === 0 ? [`PATH: there is no ${tool}`] : [];
  for (const path of onPath) {
    const answer = await acceptedVersion(tool, path, environment);
    if ("version" in answer) return { tool, path, version: answer.version, source: "PATH" };
    reasons.push(`PATH: ${answer.reason}`);
  }
  const path = cachedPath(tool, options);
  if (await isExecutable(path)) {
    const answer = await acceptedVersion(tool, path, environment);
    if ("version" in answer) return { tool, path, version: answer.version, source: "cache" };
    reasons.push(`cache: ${answer.reason}`);
  } else reasons.push(`cache: there is no ${path}`);
  return { tool, reasons, remedy: `run: ${obtainCommand(tool)}` };
}

/** Runs a file that should be `tool` and says its version, or, in one line, why it cannot be used. */
export async function acceptedVersion(
  tool: ToolName,
  path: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ version: string } | { reason: string }> {
  const { versionArguments, minimum } = toolFacts[tool];
  // Long enough for a machine that is busy with a build.
  const outcome = await run(path, versionArguments, { environment, timeout: 20_000 });
  const command = [path, ...versionArguments].join(" ");
  if (!outcome.ok) return { reason: `${command}: ${outcome.problem}` };
  const version = versionIn(outcome.stdout);
  if (version === undefined) return { reason: `${command} names no version` };
  if (!isAcceptable(version, minimum)) {
    return { reason: `${path} is ${version}, needed is ${minimum ?? "any"} or newer` };
  }
  return { version };
}
