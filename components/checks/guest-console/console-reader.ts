import { plainText } from "./terminal-text.ts";

/** A console's two ways. */
export interface Terminal {
  write(text: string): void;
  /** Called with what the console shows, from the first character on. */
  onData(listener: (text: string) => void): void;
  /** Called once, when the console is closed by the other side. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}

/** The other side closed the console: another user took it, or the virtual machine moved. */
export class ConsoleClosedError extends Error {
  override readonly name = "ConsoleClosedError";
}

/** What a console shows, and the keys that are typed into it. */
export class ConsoleReader {
  readonly #terminal: Terminal;
  #raw = "";
  #from = 0;
  #closed: string | undefined;
  #changed: () => void = () => undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    terminal.onData((text) => {
      this.#raw += text;
      this.#changed();
    });
    terminal.onClose((reason) => {
      this.#closed = reason;
      this.#changed();
    });
  }

  /** Types. From now on only what comes after it is looked at. */
  type(text: string): void {
    this.#from = this.#raw.length;
    this.#terminal.write(text);
  }

  /** What was shown since something was typed. */
  get text(): string {
    return plainText(this.#raw.slice(this.#from));
  }

  /** The end of all that was shown, for problems. */
  get tail(): string {
    return plainText(this.#raw).trimEnd().slice(-200);
  }

  /**
   * Waits until what is shown tells something.
   * @param seconds after which undefined is the answer
   * @param quiet seconds in which nothing more may come, so that nothing is told by half a line
   * @throws ConsoleClosedError
   */
  async until<T>(tells: (text: string) => T | undefined, seconds: number, quiet = 0): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const told = tells(this.text);
      if (told !== undefined && !(await this.#change(quiet * 1000))) return told;
      if (told === undefined && this.#closed !== undefined)
        throw new ConsoleClosedError(`the console was closed (${this.#closed})`);
      if (told === undefined && !(await this.#change(end - Date.now()))) return undefined;
      if (Date.now() >= end) return undefined;
    }
  }

  /** Whether something changes within so many milliseconds. */
  #change(milliseconds: number): Promise<boolean> {
    if (milliseconds <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.#changed = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}
