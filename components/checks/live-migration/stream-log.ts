import { type Interval, type Iperf3Output, readIperf3Output } from "./iperf3-output.ts";
import { type ExecInGuest, filesOf, type Stream, succeed } from "./stream.ts";

/** Intervals that one command brings: half a minute, some 15 kB. A serial console is slow, and what is long is garbled sooner. */
const piece = 300;
/** How often a piece with a hole in it is asked for before the hole is believed. */
const tries = 3;

/**
 * Prints the intervals that begin at `from` seconds or later, no more than `most`, without alignment and window size, and whatever iperf3
 * itself says. Everything else in the log is of no use.
 */
const script = String.raw`
/^iperf3:/ { print }
match($0, /\] +[0-9.]+-/) {
  start = substr($0, RSTART + 1, RLENGTH - 2) + 0;
  if (start >= from - 0.001 && n++ < most) { gsub(/ +/, " "); sub(/ [0-9.]+ [KMGT]?Bytes ?$/, ""); print }
}`.replaceAll("\n", " ");

/** The log of a stream's client: each read brings what is new, in pieces, and keeps what was read. */
export class StreamLog {
  readonly #stream: Stream;
  readonly #exec: ExecInGuest;
  readonly #intervals: Interval[] = [];

  constructor(stream: Stream, exec: ExecInGuest) {
    this.#stream = stream;
    this.#exec = exec;
  }

  /**
   * All that the client has printed since its start.
   * @throws Error with what the guest said
   */
  async read(): Promise<Iperf3Output> {
    for (let left = tries; ; left--) {
      const { intervals, error } = await this.#next();
      // The kernel's messages come on the same console and spoil lines.
      const hole = left > 1 ? this.#hole(intervals) : -1;
      const taken = hole < 0 ? intervals : intervals.slice(0, hole);
      this.#intervals.push(...taken);
      if (hole < 0 && intervals.length < piece) return { intervals: [...this.#intervals], error };
      if (taken.length > 0) left = tries + 1;
    }
  }

  async #next(): Promise<Iperf3Output> {
    const variables = ["-v", `from=${this.#end}`, "-v", `most=${piece}`];
    const command = ["awk", ...variables, script.trim(), filesOf(this.#stream).log];
    return readIperf3Output(await succeed(this.#exec, this.#stream.client, command));
  }

  /** Seconds up to which everything was read. */
  get #end(): number {
    return this.#intervals.at(-1)?.end ?? 0;
  }

  /** Index of the first interval that does not follow the one before it; -1: none. */
  #hole(intervals: readonly Interval[]): number {
    return intervals.findIndex(({ start }, i) => start > (intervals[i - 1]?.end ?? this.#end) + 0.001);
  }
}
