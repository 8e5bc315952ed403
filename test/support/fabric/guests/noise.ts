import { setTimeout as pause } from "node:timers/promises";
import type { Guest } from "./guest.ts";

/** What a line at a wrong speed shows. */
const garbage = ["\x1b[31m\xfe\x00\x07~{", "\x1b]0;\x9b", "} $\x1b[2J\x0e#\x1b(0", "lqqk\x1b[?2004h\x08\x08> \x1b["];

/** Lets a guest's console show garbage, without a break. @returns what ends it */
export function makeNoise(guest: Guest): () => Promise<void> {
  const quiet = new AbortController();
  const noise = (async () => {
    for (let i = 0; !quiet.signal.aborted; i++) {
      await guest.print(garbage[i % garbage.length] ?? "");
      await pause(30);
    }
  })();
  return async () => {
    quiet.abort();
    await noise;
  };
}
