import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findOnPath } from "../../components/tools/search-path.ts";

const needed = ["node", "npm", "pulumi", "pulumi-language-nodejs"];
const plugins = ["pulumi-resource-command", "pulumi-resource-kubernetes", "pulumi-resource-pulumi-nodejs"];

/** Makes a folder that, as the whole PATH, has Node and Pulumi and nothing else: no container engine, no kubectl, no go. */
export async function bareSearchPath(folder: string): Promise<string> {
  mkdirSync(folder);
  for (const name of [...needed, ...plugins]) {
    const [program] = await findOnPath(name, process.env);
    if (program !== undefined) symlinkSync(program, join(folder, name));
  }
  return folder;
}

/** Puts a shell script in a folder of a PATH, to stand in for a program. */
export function standIn(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}`);
  chmodSync(join(folder, name), 0o755);
}
