import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { shown } from "../../components/settings/shown.ts";
import { projectDirectory } from "./project.ts";

/** `npm run docs`: writes pictures and those parts of pages that repeat what the program knows. */
export async function docs(words: readonly string[]): Promise<number> {
  const unknown = words.filter((word) => word !== "--check");
  if (unknown.length > 0)
    throw new SettingsError([
      `docs does not know ${unknown.map(shown).join(", ")}: npm run docs -- --help tells what it takes`,
    ]);
  const { generatedFiles, readProjectFile, stale } = await import("../pages/generated.ts");
  const old = stale(await generatedFiles(), readProjectFile);
  const check = words.includes("--check");
  for (const { path, text } of old) {
    process.stdout.write(`${check ? "stale" : "written"}: ${path}\n`);
    if (check) continue;
    mkdirSync(dirname(join(projectDirectory, path)), { recursive: true });
    writeFileSync(join(projectDirectory, path), text, { mode: 0o644 });
  }
  if (old.length === 0) process.stdout.write("Pages and pictures are what the program says.\n");
  else if (check) process.stdout.write("npm run docs writes them anew.\n");
  return check && old.length > 0 ? 1 : 0;
}
