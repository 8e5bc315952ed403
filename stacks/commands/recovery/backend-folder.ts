import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

const projectSchema = z.object({ name: z.string(), backend: z.object({ url: z.string() }) });

/**
 * Name of the project, and the folder that Pulumi's backend is in; undefined for a backend that is no folder.
 * @param url of the backend; default: `PULUMI_BACKEND_URL` of the environment, then what `Pulumi.yaml` says
 */
export function backendOf(projectDirectory: string, url?: string): { name: string; folder: string | undefined } {
  const { name, backend } = projectSchema.parse(parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")));
  return { name, folder: backendFolder(url ?? process.env["PULUMI_BACKEND_URL"] ?? backend.url, projectDirectory) };
}

/** `file://.` and `file://folder` are relative to the project, `file://~` is the home, `file:///folder` is absolute. */
export function backendFolder(url: string, projectDirectory: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = url.slice("file://".length).replace(/\?.*$/, "");
  if (path.startsWith("/")) return fileURLToPath(`file://${path}`);
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(projectDirectory, path);
}
