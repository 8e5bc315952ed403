import { setTimeout as pause } from "node:timers/promises";

export interface Wait {
  /** What is waited for, as it reads after "waiting for". */
  readonly what: string;
  /** Seconds. */
  readonly timeout: number;
  /** Seconds between two looks; default 1. */
  readonly interval?: number;
  /** Called when what is seen has changed. */
  readonly say?: (line: string) => void;
  /** Ends the wait early. */
  readonly signal?: AbortSignal;
}

/** One look at a condition: met, or what is seen instead. */
export type Look<T> = { readonly met: T } | { readonly seen: string };

export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * Looks until the condition is met.
 * @throws TimeoutError that says what was waited for, how long, and what was seen last. A look that throws is one that saw the error.
 * AbortError if it was ended early.
 */
export async function waitFor<T>(wait: Wait, look: () => Promise<Look<T>>): Promise<T> {
  const start = Date.now();
  const seconds = (): number => Math.round((Date.now() - start) / 1000);
  let last = "";
  for (;;) {
    const result = await look().catch((error: unknown) => ({
      seen: error instanceof Error ? error.message : String(error),
    }));
    if ("met" in result) return result.met;
    if (result.seen !== last) wait.say?.(`waiting for ${wait.what} (${seconds()} s): ${result.seen}`);
    last = result.seen;
    if (Date.now() - start >= wait.timeout * 1000)
      throw new TimeoutError(`${wait.what}: not within ${wait.timeout} s; last seen: ${last}`);
    await pause((wait.interval ?? 1) * 1000, undefined, { signal: wait.signal });
  }
}
