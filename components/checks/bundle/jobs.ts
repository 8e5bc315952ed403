/** One thing to collect. What it collects is its own affair. */
export interface Job {
  readonly what: string;
  /** @param seconds that it has */
  readonly work: (seconds: number) => Promise<void>;
}

export interface JobLimits {
  /** Seconds for one job. */
  readonly each: number;
  /** Jobs at the same time. */
  readonly atOnce: number;
  /** Milliseconds since 1970 at which all are over. */
  readonly end: number;
}

/** Does the jobs, several at a time and in their order. One that fails or is late stops no other: `fail` hears why. */
export async function runJobs(
  jobs: readonly Job[],
  { each, atOnce, end }: JobLimits,
  fail: (what: string, reason: string) => void,
): Promise<void> {
  const waiting = jobs.values();
  const worker = async (): Promise<void> => {
    for (const { what, work } of waiting) {
      const seconds = Math.min(each, Math.round((end - Date.now()) / 100) / 10);
      if (seconds <= 0) {
        fail(what, "the time for the whole bundle was over");
        continue;
      }
      await within(seconds, work).catch((error: unknown) =>
        fail(what, error instanceof Error ? error.message : String(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** The work is told its time, but not everything in it can be ended. */
async function within(seconds: number, work: Job["work"]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // A little later than the work's own limits, which say more.
    timer = setTimeout(() => reject(new Error(`not done within ${seconds.toFixed(1)} s`)), seconds * 1000 + 200);
  });
  try {
    await Promise.race([work(seconds), late]);
  } finally {
    clearTimeout(timer);
  }
}
