import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DelaysRequest } from "./request.ts";

/**
 * Starts the process that tells when what waits for images is ready. It lives as long as the cluster does.
 * @param folder absolute path of the cluster's files. The process is called like a program in it, so it ends with the cluster's own.
 */
export function startDelays(folder: string, request: DelaysRequest): void {
  const log = openSync(join(folder, "delays.log"), "a", 0o600);
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "main.ts")], {
    argv0: join(folder, "delays"),
    env: { ...process.env, SIMULATED_DELAYS: JSON.stringify(request) },
    stdio: ["ignore", "ignore", log],
    detached: true,
  });
  closeSync(log);
  child.unref();
}
