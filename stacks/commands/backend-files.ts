import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Name of the project in `Pulumi.yaml`; the backend has a folder of that name for each kind of file. */
const project = "lab";

/**
 * Removes what Pulumi's backend in the project's folder keeps of a stack that it has removed: copies of the state, which hold
 * all of it, the histories, and empty folders. A stack that is still there keeps everything.
 */
export function forgetStackFiles(projectDirectory: string, stack: string): void {
  const backend = join(projectDirectory, ".pulumi");
  const states = join(backend, "stacks", project);
  if (!existsSync(states) || existsSync(join(states, `${stack}.json`)) || existsSync(join(states, `${stack}.json.gz`)))
    return;
  for (const folder of ["backups", "history", join("locks", "organization")])
    rmSync(join(backend, folder, project, stack), { recursive: true, force: true });
  for (const name of readdirSync(states))
    if (name.startsWith(`${stack}.json`)) rmSync(join(states, name), { force: true });
}
