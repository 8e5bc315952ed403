/**
 * Evaluates the platform alone, without a scenario, with the parts that are asked for, and prints it as JSON. A process of its own for
 * each evaluation, as for programs.
 *
 *     node --import tsx test/support/print-platform.ts '<settings>' <part>…
 */
import * as pulumi from "@pulumi/pulumi";
import { createCluster } from "../../components/clusters/index.ts";
import { installationFiles, installPlatform, type Platform } from "../../components/platform/index.ts";
import { type PlatformPart } from "../../components/settings/platform-parts.ts";
import { readSettings } from "../../components/settings/read-settings.ts";
import { evaluateProgram } from "../../stacks/commands/plan/evaluate.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";

const [given = "{}", ...parts] = process.argv.slice(2);
const settings = Object.entries(JSON.parse(given) as Record<string, string>).map(([name, value]) => [
  `lab:${name}`,
  value,
]);
const config = Object.fromEntries([["lab:scenario", "any"], ...settings]) as Record<string, string>;
const stack = "platform-tests";
const { resources, exports } = await evaluateProgram({ stack, config, program });
process.stdout.write(JSON.stringify({ resources, needs: exports }));

async function program(): Promise<Readonly<Record<string, unknown>>> {
  const settings = readSettings({ stack, config, scenarios: ["any"], projectDirectory });
  const wanted = parts as PlatformPart[];
  const files = await installationFiles(settings, wanted);
  const cluster = await createCluster(settings, projectDirectory, { networks: {}, claims: [], parts: wanted });
  const platform = installPlatform(settings, cluster, files, wanted);
  const named = Object.entries(platform).map(async ([need, made]) => [
    need,
    await Promise.all((made as Platform["definitions"]).map(nameOf)),
  ]);
  return Object.fromEntries(await Promise.all(named)) as Record<string, unknown>;
}

function nameOf(resource: pulumi.Resource): Promise<string> {
  return new Promise((resolve) => resource.urn.apply((urn) => resolve(urn.split("::").at(-1) ?? "")));
}
