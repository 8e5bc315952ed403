/**
 * Obtains tools and prints one line a tool: `node --import tsx components/tools/obtain.ts [tool...]`; default: all of them.
 * Progress goes to standard error. Exit status: 0, 1 when a tool is absent, 2 for a name that is no tool.
 */
import { toolNames } from "./catalog.ts";
import { obtainTools } from "./obtain-tool.ts";
import type { ToolName } from "./types.ts";

const isTool = (name: string): name is ToolName => (toolNames as string[]).includes(name);

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !isTool(name));
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(", ")}; the tools are ${toolNames.join(", ")}`);
    return 2;
  }
  const tools = names.length > 0 ? names.filter(isTool) : toolNames;
  const results = await obtainTools(tools, { say: (line) => console.error(line) });
  let status = 0;
  for (const result of results.values()) {
    if (result.path !== undefined) console.log(`${result.tool} ${result.version} ${result.path} (${result.source})`);
    else {
      console.log(`${result.tool} absent; ${result.reasons.join("; ")}; ${result.remedy}`);
      status = 1;
    }
  }
  return status;
}

process.exitCode = await main(process.argv.slice(2));
