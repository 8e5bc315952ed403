import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { withLock } from "../../tools/lock.ts";
import { cacheDirectory } from "../../user-directories.ts";
import { guestLogin } from "../../virtual-machines/cloud-init.ts";
import { type Look, waitFor } from "../../wait.ts";
import type { CommandOutcome } from "../command-outcome.ts";
import { ConsoleClosedError, type Terminal } from "./console-reader.ts";
import { defaultSessionLimits, runOnConsole, type SessionLimits } from "./console-session.ts";
import { ConsoleRefusedError, openConsole } from "./console-socket.ts";

export interface GuestExecOptions {
  readonly limits?: SessionLimits;
  /** Seconds until a console that is busy has to be free. */
  readonly patience?: number;
  /** Seconds between two attempts at it. */
  readonly interval?: number;
}

/**
 * Runs a command in the guest of a virtual machine, on its serial console. A console has room for one: KubeVirt closes it for whoever had
 * it when the next one comes. So all processes of this machine take turns, and whoever is thrown out by somebody else comes back,
 * as long as its command was not begun.
 * @throws Error that says what was shown last, or why there is no console
 */
export async function execInGuest(
  config: KubeConfig,
  { namespace, vm }: { readonly namespace: string; readonly vm: string },
  command: readonly string[],
  { limits = defaultSessionLimits, patience = 60, interval = 2 }: GuestExecOptions = {},
): Promise<CommandOutcome> {
  const server = config.getCurrentCluster()?.server ?? "";
  const key = createHash("sha256").update([server, namespace, vm].join("\n")).digest("hex").slice(0, 16);
  const what = `the console of ${namespace}/${vm}`;
  // A holder is done after its own limits, so nobody waits for ever.
  const ended = await withLock(
    join(cacheDirectory(), "consoles", key),
    () => waitFor({ what, timeout: patience, interval }, () => attempt(config, namespace, vm, command, limits)),
    { interval: 100 },
  );
  if ("failed" in ended) throw ended.failed;
  return ended;
}

async function attempt(
  config: KubeConfig,
  namespace: string,
  vm: string,
  command: readonly string[],
  limits: SessionLimits,
): Promise<Look<CommandOutcome | { readonly failed: Error }>> {
  let terminal: Terminal | undefined;
  try {
    terminal = await openConsole(config, namespace, vm, 10);
    return { met: await runOnConsole(terminal, guestLogin, command, randomBytes(4).toString("hex"), limits) };
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error));
    return isTaken(failed) ? { seen: failed.message } : { met: { failed } };
  } finally {
    terminal?.close();
  }
}

/** Whether somebody else has the console, or what is behind the API server is not there for a moment. */
function isTaken(error: Error): boolean {
  if (error instanceof ConsoleClosedError) return true;
  const status = error instanceof ConsoleRefusedError ? (error.status ?? 0) : 0;
  return status === 409 || status === 429 || status >= 500;
}
