import type { Script } from "./script.ts";

/**
 * The scripts whose work the program can do for their Commands, by the file that does it in a process of its own. They wait and ask the
 * API, and start no programs.
 */
export const hostedScripts: Readonly<Record<string, () => Promise<Script>>> = {
  "components/checks/main.ts": async () => (await import("../checks/check-script.ts")).checkScript,
  "components/platform/readiness/main.ts": async () =>
    (await import("../platform/readiness/script.ts")).readinessScript,
};
