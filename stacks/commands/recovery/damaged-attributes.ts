import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { backendOf } from "./backend-folder.ts";

/**
 * Removes attributes of files in Pulumi's backend that a killed Pulumi left without their content: every command, of all stacks, fails with
 * `EOF` otherwise. The files themselves are written in one step, their attributes (`.attrs`, Go CDK 0.46, `blob/fileblob/attrs.go`) are not; a file
 * without attributes is read as well. A backend without attributes (`?metadata=skip`), as that of this project, has none to be damaged.
 * @param url of the backend; default: the one that is in use
 */
export function removeDamagedAttributes(projectDirectory: string, url?: string): void {
  const { folder } = backendOf(projectDirectory, url);
  const backend = folder === undefined ? undefined : join(folder, ".pulumi");
  if (backend === undefined || !existsSync(backend)) return;
  for (const path of readdirSync(backend, { recursive: true, encoding: "utf8" }))
    if (path.endsWith(".attrs") && !isJson(join(backend, path))) rmSync(join(backend, path), { force: true });
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch (error) {
    // It has gone since the folder was read.
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
