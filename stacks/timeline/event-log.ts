import { closeSync, fstatSync, openSync, readSync, rmSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { readEngineEvent, type SeenEvent } from "./engine-event.ts";

/** Milliseconds between two looks at the file: the resolution of all times. */
const interval = 25;

/**
 * Follows the event log that Pulumi writes. Its own time stamps are whole seconds, so each event gets the moment at which it was seen.
 * What it read is gone with the file: it may hold any input of a resource.
 */
export class EventLog {
  /** Options of `pulumi up` that let it write the log. */
  readonly options: readonly string[];
  /** The flag is one of Pulumi's hidden ones, which this variable shows; its Automation API uses both. */
  readonly variables = { PULUMI_DEBUG_COMMANDS: "true" } as const;
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  readonly #events: SeenEvent[] = [];
  #descriptor: number | undefined;
  #read = 0;
  #rest = "";
  #decoder = new StringDecoder("utf8");

  /** @param file where the log shall be; one that is there already is removed */
  constructor(file: string) {
    this.#file = file;
    this.options = ["--event-log", file];
    rmSync(file, { force: true });
    this.#timer = setInterval(() => this.#look(), interval);
  }

  /** To be called when Pulumi has ended; @returns all events in their order */
  end(): readonly SeenEvent[] {
    clearInterval(this.#timer);
    this.#look();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    rmSync(this.#file, { force: true });
    return this.#events;
  }

  #look(): void {
    this.#descriptor ??= openIfThere(this.#file);
    if (this.#descriptor === undefined) return;
    const { size } = fstatSync(this.#descriptor);
    // The update's log takes the place of the preview's.
    if (size < this.#read) {
      this.#read = 0;
      this.#rest = "";
      this.#decoder = new StringDecoder("utf8");
    }
    if (size === this.#read) return;
    const at = Date.now();
    const chunk = Buffer.alloc(size - this.#read);
    const count = readSync(this.#descriptor, chunk, 0, chunk.length, this.#read);
    this.#read += count;
    const lines = (this.#rest + this.#decoder.write(chunk.subarray(0, count))).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines.filter((text) => text !== "")) {
      const event = readEngineEvent(line, at);
      if (event) this.#events.push(event);
    }
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch {
    // Pulumi has not begun to write.
    return undefined;
  }
}
