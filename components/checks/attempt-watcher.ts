import type { Check } from "./check.ts";
import type { Observation } from "./observation.ts";

/** Somebody who wants to know what a verdict came from. */
export interface AttemptWatcher {
  /** After each attempt. */
  attempted(check: Check, seen: Observation): void;
  /** Once, with what the verdict is about. Not called for a check that was not attempted. */
  judged(check: Check, seen: Observation): void;
}
