import { toolFacts } from "./catalog.ts";
import { buildTools } from "./go-source.ts";
import { locateTool, obtainCommand } from "./locate.ts";
import { downloadRelease } from "./release-source.ts";
import type { AbsentTool, FoundTool, ObtainOptions, ToolName } from "./types.ts";

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Finds tools or makes them, in this order: the PATH, the cache, the official release, a build from the Go modules.
 * Downloads and builds run one after another; tools of one Go module are built together, which shares their compile work.
 * Never throws for a tool that cannot be had: it is then absent, with a reason for each place.
 *
 * @returns one entry a tool, in the order asked for.
 */
export async function obtainTools(
  tools: readonly ToolName[],
  options: ObtainOptions = {},
): Promise<Map<ToolName, FoundTool | AbsentTool>> {
  const results = new Map<ToolName, FoundTool | AbsentTool>();
  for (const tool of tools) results.set(tool, await locateTool(tool, options));
  for (const source of options.sources ?? ["release", "go"]) {
    const missing = [...results.values()].filter((result) => result.path === undefined);
    if (source === "release") await tryReleases(missing, results, options);
    else await tryGo(missing, results, options);
  }
  for (const result of results.values()) if (result.path === undefined) result.remedy = remedyFor(result.tool);
  return results;
}

/** `obtainTools` for one tool. */
export async function obtainTool(tool: ToolName, options: ObtainOptions = {}): Promise<FoundTool | AbsentTool> {
  const result = (await obtainTools([tool], options)).get(tool);
  if (!result) throw new Error(`no result for ${tool}`);
  return result;
}

async function tryReleases(
  missing: readonly AbsentTool[],
  results: Map<ToolName, FoundTool | AbsentTool>,
  options: ObtainOptions,
): Promise<void> {
  for (const absent of missing) {
    try {
      results.set(absent.tool, await downloadRelease(absent.tool, options));
    } catch (error) {
      absent.reasons.push(`release: ${reasonOf(error)}`);
    }
  }
}

async function tryGo(
  missing: readonly AbsentTool[],
  results: Map<ToolName, FoundTool | AbsentTool>,
  options: ObtainOptions,
): Promise<void> {
  for (const module of new Set(missing.map((absent) => toolFacts[absent.tool].go.module))) {
    const group = missing.filter((absent) => toolFacts[absent.tool].go.module === module);
    try {
      const built = await buildTools(
        group.map((absent) => absent.tool),
        options,
      );
      for (const found of built) results.set(found.tool, found);
    } catch (error) {
      for (const absent of group) absent.reasons.push(`go: ${reasonOf(error)}`);
    }
  }
}

function remedyFor(tool: ToolName): string {
  const { homepage, minimum } = toolFacts[tool];
  const wanted = minimum ? `${tool} ${minimum} or newer` : tool;
  return (
    `put ${wanted} on the PATH (${homepage}), or, with the internet, or with go (https://go.dev/dl/) ` +
    `and a Go module proxy, run: ${obtainCommand(tool)}`
  );
}
