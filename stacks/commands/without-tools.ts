import { obtainTools, type ToolName } from "../../components/tools/index.ts";

/** Why some tools cannot be had, after trying to get them; undefined if all are there. */
export async function withoutTools(tools: readonly ToolName[]): Promise<string | undefined> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const found = await obtainTools(tools, { say });
  const absent = [...found.values()].filter((tool) => tool.path === undefined);
  return absent.length === 0 ? undefined : absent.map((tool) => `${tool.tool}: ${tool.reasons.join("; ")}`).join(". ");
}
