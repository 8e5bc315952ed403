import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../project.ts";
import type { Pulumi } from "../pulumi.ts";
import { endOrphanedPlugins, updateMark } from "./orphaned-plugins.ts";
import { isEmpty, type PendingOperation, pendingOperations, withoutPendingOperations } from "./pending-operations.ts";
import { commandOf, isStale, stackLocks } from "./stale-locks.ts";

type Say = (line: string) => void;

/** What a stack had before its next update. */
export interface Recovered {
  /** What was begun by an update that was killed. */
  readonly pending: readonly PendingOperation[];
  /** Nothing of the stack is there yet. */
  readonly empty: boolean;
}

/**
 * Makes a stack whose update was killed ready for the next one: ends plugins that were left, releases the lock of a Pulumi that no longer
 * runs, and takes what it had begun out of the state, which the next update looks at anyway: what is half made is removed and made again,
 * and an object that is there already is taken over. A lock of a Pulumi that still runs, or runs elsewhere, stays.
 */
export async function recover(pulumi: Pulumi, stack: string, say: Say): Promise<Recovered> {
  endOrphanedPlugins(updateMark(projectDirectory, stack));
  const locks = stackLocks({ projectDirectory, stack });
  const stale = locks.filter((lock) => isStale(lock, commandOf));
  if (stale.length < locks.length) return { pending: [], empty: false };
  for (const { pid, timestamp } of stale)
    say(
      `The update of ${timestamp.slice(0, 19)}Z (process ${pid}) was killed; the lock of stack ${stack} that it left is released.`,
    );
  if (stale.length > 0) await ask(pulumi, ["cancel", "--yes", "--stack", stack]);
  const state = await ask(pulumi, ["stack", "export", "--stack", stack]);
  const pending = pendingOperations(state);
  if (pending.length > 0) {
    say(`It was interrupted in ${count(pending)}, which are looked at again now.`);
    await importState(pulumi, stack, withoutPendingOperations(state));
  }
  return { pending, empty: isEmpty(state) };
}

function count(pending: readonly PendingOperation[]): string {
  const names = pending.map(({ type, urn }) => `${type} ${urn.split("::").at(-1) ?? urn}`);
  const rest = names.length - 3;
  return names.slice(0, 3).join(", ") + (rest > 0 ? ` and ${rest} more operations` : "");
}

async function importState(pulumi: Pulumi, stack: string, state: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-state-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, state, { mode: 0o600 });
    await ask(pulumi, ["stack", "import", "--stack", stack, "--file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(pulumi: Pulumi, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await pulumi.ask(args);
  if (status !== 0) throw new Error(`pulumi ${args.slice(0, 2).join(" ")} failed: ${stderr.trim()}`);
  return stdout;
}
