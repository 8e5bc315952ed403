/** A list that keeps only its first and its last items, and knows how many came between them. */
export class FirstAndLast<T> {
  readonly #first: number;
  readonly #last: number;
  readonly #head: T[] = [];
  readonly #tail: T[] = [];
  #dropped = 0;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
  }

  add(item: T): void {
    if (this.#head.length < this.#first) this.#head.push(item);
    else this.#tail.push(item);
    if (this.#tail.length > this.#last) {
      this.#tail.shift();
      this.#dropped++;
    }
  }

  get isEmpty(): boolean {
    return this.#head.length === 0;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Each item as a text, and a line for those that were dropped. */
  describe(describe: (item: T) => string, what: string): string[] {
    const gap = this.#dropped > 0 ? [`… ${this.#dropped} ${what} are left out here …`] : [];
    return [...this.#head.map(describe), ...gap, ...this.#tail.map(describe)];
  }
}
