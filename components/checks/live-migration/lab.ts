import { type Look, TimeoutError, waitFor } from "../../wait.ts";
import type { AttemptWatcher } from "../attempt-watcher.ts";
import type { MigrationAccess } from "./access.ts";

export interface ExperimentLimits {
  /** Seconds until the virtual machine runs and the guests take commands: they may still be booting. */
  readonly ready: number;
  /** Seconds until a connection between guests that take commands carries data. */
  readonly data: number;
  /** Seconds until a migration is accepted: webhooks refuse for a while what they will accept. */
  readonly accepted: number;
  /** Seconds for the migration itself. */
  readonly migration: number;
  /** Seconds after it until the connections carry data again, and until the instance tells of its new place. */
  readonly recovery: number;
  /** Seconds between two looks. */
  readonly interval: number;
}

export const defaultExperimentLimits: ExperimentLimits = {
  ready: 600,
  data: 90,
  accepted: 120,
  migration: 600,
  recovery: 60,
  interval: 2,
};

/** Where the experiment takes place. */
export interface Lab {
  readonly access: MigrationAccess;
  readonly limits: ExperimentLimits;
  readonly say: (line: string) => void;
  readonly watcher?: Pick<AttemptWatcher, "judged">;
}

export function waitIn<T>(lab: Lab, what: string, timeout: number, look: () => Promise<Look<T>>): Promise<T> {
  return waitFor({ what, timeout, interval: lab.limits.interval, say: lab.say }, look);
}

/** As {@link waitIn}, but what is there when the time is over will do. */
export async function waitOrTake<T>(
  lab: Lab,
  what: string,
  timeout: number,
  look: () => Promise<Look<T>>,
  take: () => T | undefined,
): Promise<T> {
  try {
    return await waitIn(lab, what, timeout, look);
  } catch (error) {
    const taken = error instanceof TimeoutError ? take() : undefined;
    if (taken === undefined) throw error;
    return taken;
  }
}
