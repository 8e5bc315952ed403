import type { AttemptWatcher } from "../attempt-watcher.ts";
import type { Check } from "../check.ts";
import type { MigrationAccess } from "../live-migration/access.ts";
import type { Observation } from "../observation.ts";
import type { CheckAccess } from "../perform-check.ts";
import { judge } from "../verdict.ts";
import { recordingAccess } from "./recording-access.ts";
import type { Scrubber } from "./scrub.ts";
import { Transcript } from "./transcript.ts";

/** What a check with its twin, or an experiment, does while it is performed: all that it asks, and what each attempt was judged to be. */
export class Recording implements AttemptWatcher {
  readonly #scrub: Scrubber;
  readonly #transcript = new Transcript();
  readonly #judged = new Map<string, Observation>();

  constructor(scrub: Scrubber) {
    this.#scrub = scrub;
  }

  /** The access through which it has to be performed. */
  access<Access extends CheckAccess & Partial<MigrationAccess>>(access: Access): Access {
    return recordingAccess(access, this.#transcript, this.#scrub);
  }

  attempted({ id, expect }: Check, seen: Observation): void {
    this.#transcript.attempted(id, seen, judge(expect, seen));
  }

  judged({ id }: Check, seen: Observation): void {
    this.#judged.set(id, seen);
  }

  /** What the verdict on a check is about; undefined: it was not attempted here. */
  seenOf(id: string): Observation | undefined {
    return this.#judged.get(id);
  }

  transcript(): string {
    return this.#transcript.render();
  }
}
