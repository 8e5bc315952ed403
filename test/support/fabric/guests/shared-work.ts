/** Work for several labs side by side: each takes what is next, in the order in which it was given. */
export class SharedWork<Lab> {
  readonly #work: ((lab: Lab) => Promise<void>)[] = [];

  /**
   * Gives work, before it is begun.
   * @returns waits for its result
   */
  give<T>(work: (lab: Lab) => Promise<T>): () => Promise<T> {
    let settle: (result: Promise<T>) => void = () => undefined;
    const result = new Promise<T>((resolve) => (settle = resolve));
    // Whoever waits for it later is told.
    result.catch(() => undefined);
    this.#work.push(async (lab) => {
      const done = work(lab);
      settle(done);
      await done.catch(() => undefined);
    });
    return () => result;
  }

  /** Begins. Resolves when all is done. */
  async begin(labs: readonly Lab[]): Promise<void> {
    const waiting = this.#work.values();
    const worker = async (lab: Lab): Promise<void> => {
      for (const work of waiting) await work(lab);
    };
    await Promise.all(labs.map(worker));
  }
}
