import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";

/** A machine's serial port: a pseudo-terminal that is there before anything in the machine opens it, and after. */
export interface SerialLine {
  /** The machine's end, `/dev/pts/<n>`. */
  readonly device: string;
  /** Keys that somebody types. */
  write(data: Buffer | string): void;
  /** Who gets what the machine prints. As with qemu's, it is lost while nobody does. */
  listen(listener: ((data: Buffer) => void) | undefined): void;
  /** Whether its ends run at different speeds: none understands the other. */
  isGarbled: boolean;
  close(): Promise<void>;
}

/**
 * Keeps the machine's end open, so that the line outlives whoever uses it. It types nothing back as a terminal would, for nothing is on
 * the other end yet, and no key ends it. When the pipe on 3 closes, at the latest with this process, the line is gone.
 */
const holder = `trap "" INT QUIT TSTP HUP; stty raw -echo; tty >&3; exec cat <&3 >/dev/null 3>&-`;

/** Opens a pseudo-terminal by util-linux' `script`: Node alone cannot. */
export async function openSerialLine(): Promise<SerialLine> {
  const child = spawn("script", ["--quiet", "--return", "--command", holder, "/dev/null"], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const { stdin, stdout, stderr } = child;
  const control = child.stdio[3] as Duplex;
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  // A line that is closed takes no keys.
  stdin.on("error", () => undefined);
  let listener: ((data: Buffer) => void) | undefined;
  const closed = once(child, "close");
  const [first] = (await Promise.race([once(control, "data"), closed])) as unknown[];
  if (!Buffer.isBuffer(first)) throw new Error(`script opened no pseudo-terminal: ${said.trim()}`);
  const line: SerialLine = {
    device: first.toString().trim(),
    isGarbled: false,
    write: (data) => void stdin.write(passed(Buffer.from(data))),
    listen: (next) => (listener = next),
    close: async () => {
      control.end();
      await closed;
    },
  };
  const passed = (data: Buffer): Buffer => (line.isGarbled ? data.map((byte) => byte ^ 0xaa) : data) as Buffer;
  stdout.on("data", (data: Buffer) => listener?.(passed(data)));
  return line;
}
