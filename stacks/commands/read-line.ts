import { read } from "node:fs";
import { promisify } from "node:util";

const readFrom = promisify(read);

/**
 * The next line of the standard input, without its end; undefined if the input has ended. Not a byte beyond it is taken, which
 * Node's own readline would do: the lines after it are for later questions, and for programs that share the input.
 * @param input file descriptor
 */
export async function readLine(input = 0): Promise<string | undefined> {
  const bytes: number[] = [];
  for (;;) {
    const { bytesRead, buffer } = await readFrom(input, Buffer.alloc(1), 0, 1, null);
    const byte = buffer[0];
    if (bytesRead === 0 || byte === undefined)
      return bytes.length > 0 ? Buffer.from(bytes).toString("utf8") : undefined;
    if (byte === "\n".charCodeAt(0)) return Buffer.from(bytes).toString("utf8");
    bytes.push(byte);
  }
}
