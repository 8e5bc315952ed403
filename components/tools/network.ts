import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ReadableStreamDefaultReader } from "node:stream/web";

/** Milliseconds of silence after which a server counts as unreachable. */
export interface TimeLimits {
  /** From the request until the answer begins: name look-up, connection, redirects and headers. */
  answer: number;
  /** Between two pieces of the body. */
  stall: number;
}

/** The server did not answer, or stopped in the middle. Every later request to that host in this process fails with this at once. */
export class HostUnreachable extends Error {
  constructor(host: string, cause: string) {
    super(`${host} cannot be reached (${cause})`);
    this.name = "HostUnreachable";
  }
}

type Say = (line: string) => void;

/** Requests over HTTP that remember which hosts cannot be reached, so that each is tried, and said, once. */
export class NetworkMemory {
  readonly #unreachable = new Map<string, HostUnreachable>();
  readonly #limits: TimeLimits;

  /** Default limits: 5 s until an answer, 30 s between two pieces of it. */
  constructor(limits: Partial<TimeLimits> = {}) {
    this.#limits = { answer: 5_000, stall: 30_000, ...limits };
  }

  /** What is known to be wrong with a host, or undefined. */
  problemOf(host: string): HostUnreachable | undefined {
    return this.#unreachable.get(host);
  }

  /** Notes that a host cannot be reached; says so if that is new. */
  remember(host: string, cause: string, say: Say): HostUnreachable {
    const known = this.#unreachable.get(host);
    if (known) return known;
    const problem = new HostUnreachable(host, cause);
    this.#unreachable.set(host, problem);
    say(`${problem.message}; it is not tried again in this run`);
    return problem;
  }

  /** The body of a small file. Throws HostUnreachable, or an Error that names the address and the HTTP status. */
  async text(url: string, say: Say): Promise<string> {
    const parts: Uint8Array[] = [];
    await this.#receive(url, say, (part) => {
      parts.push(part);
      return Promise.resolve();
    });
    return Buffer.concat(parts).toString("utf8");
  }

  /**
   * Saves a file and returns its SHA-256 in lower-case hex; says so once the server has answered.
   * Throws as `text` does; the partial file is the caller's to remove.
   */
  async save(url: string, path: string, say: Say): Promise<string> {
    const hash = createHash("sha256");
    let begun = false;
    const file = await open(path, "wx");
    try {
      await this.#receive(url, say, async (part) => {
        if (!begun) say(`downloading ${url}`);
        begun = true;
        hash.update(part);
        await file.appendFile(part);
      });
    } finally {
      await file.close();
    }
    return hash.digest("hex");
  }

  async #receive(url: string, say: Say, take: (part: Uint8Array) => Promise<void>): Promise<void> {
    const { host } = new URL(url);
    const known = this.problemOf(host);
    if (known) throw known;
    const controller = new AbortController();
    // Only what the server does is guarded, so a full disk is not taken for a lost connection.
    const guard = async <T>(limit: number, step: Promise<T>): Promise<T> => {
      const timer = setTimeout(() => controller.abort(new Error(`no answer within ${limit / 1000} s`)), limit);
      try {
        return await step;
      } catch (error) {
        throw this.remember(host, causeOf(error), say);
      } finally {
        clearTimeout(timer);
      }
    };
    const response = await guard(this.#limits.answer, fetch(url, { signal: controller.signal }));
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${url}: HTTP status ${response.status}`);
    }
    const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
    if (!reader) return;
    try {
      for (;;) {
        const { done, value } = await guard(this.#limits.stall, reader.read());
        if (done) return;
        await take(value);
      }
    } catch (error) {
      controller.abort();
      throw error;
    }
  }
}

/** Fetch says only "fetch failed"; what happened is in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || ("code" in cause ? String(cause.code) : cause.name);
}

/** The memory that calls share unless they bring their own: it lasts as long as the process. */
export const sharedNetwork = new NetworkMemory();
