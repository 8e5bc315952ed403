import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../commands/project.ts";
import { scenarioNames } from "../registry.ts";
import { describedLab } from "../results/lab-of-stack.ts";
import { withBlock } from "./block.ts";
import { pictureBlock, pictures } from "./pictures.ts";
import { checksBlock, stepsBlock } from "./scenario-blocks.ts";
import { settingsTable } from "./settings-table.ts";
import { imagesTable, partsTable, toolsTable } from "./versions-tables.ts";

/** A file of the project that repeats what the program knows. */
export interface GeneratedFile {
  /** Relative to the project's folder. */
  readonly path: string;
  /** What it has to be. */
  readonly text: string;
}

const writer = "npm run docs";

/** All of them as they have to be; what is written by hand in pages stays. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  // One after the other: each is evaluated by Pulumi's mocks, of which a process has one set.
  for (const name of scenarioNames) {
    const lab = await describedLab(name, {});
    const { scenario } = lab;
    files.push(...(await pictures(lab)));
    files.push(
      await page(`stacks/${name}/README.md`, {
        picture: pictureBlock(scenario, "../../"),
        steps: stepsBlock(scenario),
        checks: checksBlock(scenario),
      }),
    );
    if (name === scenarioNames[0]) files.push(await page("README.md", { picture: pictureBlock(scenario, "") }));
  }
  files.push(
    await page("docs/settings.md", { settings: settingsTable() }),
    await page("docs/versions.md", { parts: partsTable(), images: imagesTable(), tools: toolsTable() }),
  );
  return files;
}

/** Those that are not what they have to be. */
export function stale(files: readonly GeneratedFile[], read: (path: string) => string | undefined): GeneratedFile[] {
  return files.filter(({ path, text }) => read(path) !== text);
}

/** A file of the project; undefined if it is not there. */
export function readProjectFile(path: string): string | undefined {
  const file = join(projectDirectory, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** A page with new blocks, in the project's format, which aligns tables. */
async function page(path: string, blocks: Readonly<Record<string, string>>): Promise<GeneratedFile> {
  const { format, resolveConfig } = await import("prettier");
  const file = join(projectDirectory, path);
  const old = readFileSync(file, "utf8");
  const text = Object.entries(blocks).reduce((now, [name, content]) => withBlock(now, { name, writer }, content), old);
  return { path, text: await format(text, { ...(await resolveConfig(file)), filepath: file }) };
}
