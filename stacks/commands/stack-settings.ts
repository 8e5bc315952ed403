import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** Folder of the stacks' settings files, as `Pulumi.yaml` says (`stackConfigDir`). */
const settingsFolder = "stacks";

const schema = z.object({ config: z.record(z.string(), z.unknown()).optional() }).nullable();

/** The settings written for a stack, keys with their namespace, as text; undefined if it has no settings file. */
export function writtenSettings(projectDirectory: string, stack: string): Record<string, string> | undefined {
  const file = join(projectDirectory, settingsFolder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return undefined;
  const config = schema.parse(parse(readFileSync(file, "utf8")))?.config ?? {};
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Whether any stack has a settings file. */
export function hasWrittenSettings(projectDirectory: string): boolean {
  return readdirSync(join(projectDirectory, settingsFolder)).some((name) => /^Pulumi\..+\.yaml$/.test(name));
}
