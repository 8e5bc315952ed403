/** Milliseconds: for the answer to begin (name look-up and connection included), then for it to be complete. */
export interface DownloadLimits {
  answer: number;
  complete: number;
}

const defaultLimits: DownloadLimits = { answer: 10_000, complete: 60_000 };

/**
 * The body of a successful GET. Redirects are followed.
 * @param signal ends the download from outside.
 * @param limits default: 10 s for the answer to begin, 60 s for it to be complete.
 * @throws Error with the reason (also in its `cause`) when there is no connection, no answer in time or no success status.
 */
export async function download(
  url: string,
  signal: AbortSignal,
  limits: DownloadLimits = defaultLimits,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const stopFromOutside = () => stop.abort(signal.reason);
  const stopAfter = (milliseconds: number, what: string) =>
    setTimeout(() => stop.abort(new Error(`${what} after ${milliseconds / 1000} s`)), milliseconds);

  signal.addEventListener("abort", stopFromOutside, { once: true });
  let timer = stopAfter(limits.answer, "no answer");
  try {
    const response = await fetch(url, { signal: stop.signal });
    clearTimeout(timer);
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`HTTP status ${response.status} ${response.statusText}`.trimEnd());
    }
    timer = stopAfter(limits.complete, "the answer is not complete");
    return new Uint8Array(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stopFromOutside);
  }
}
