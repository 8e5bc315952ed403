import { mkdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { parentOf } from "../interruption/ancestors.ts";
import { keepFilesPrivate } from "../private-files.ts";
import { hostedScripts } from "./hosted-scripts.ts";
import { type Message, requestSchema } from "./protocol.ts";
import { type Script, settled } from "./script.ts";

/** Bytes in the path of a Unix socket, with the zero at its end: 104 on macOS, 108 on Linux (unix(7)). */
const longestPath = 103;

/**
 * Lets this process, the program, do the work of {@link hostedScripts} for the Commands that ask at a socket (`ask.mjs`): a Node process
 * that loads TypeScript and the Kubernetes client takes a second of a core, and most of the work is waiting. Ends with the program, which it
 * does not hold up. Where it cannot be had, Commands do their work themselves.
 * @param path of the socket, relative to the project's folder
 */
export async function openCommandHost(path: string, scripts = hostedScripts): Promise<void> {
  if (process.platform === "win32" || Buffer.byteLength(path) > longestPath) return;
  keepFilesPrivate();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // A program that was killed leaves its own.
  rmSync(path, { force: true });
  const server = createServer((socket) => void serve(socket, scripts));
  await new Promise<void>((resolve) => {
    server.once("error", () => resolve());
    server.listen(path, resolve);
  });
  server.unref();
  process.once("exit", () => rmSync(path, { force: true }));
}

async function serve(socket: Socket, scripts: typeof hostedScripts): Promise<void> {
  const gone = new AbortController();
  socket.on("error", () => gone.abort());
  socket.on("close", () => gone.abort());
  const tell = (message: Message): void => {
    if (socket.writable)
      socket.write(`${JSON.stringify(message)}
`);
  };
  tell({ engine: parentOf(process.ppid) ?? null });
  const line = await firstLine(socket);
  if (line === undefined) return;
  const script: Script = async (context) => {
    const request = requestSchema.parse(JSON.parse(line));
    const load = scripts[request.script];
    if (!load) throw new Error(`there is no script ${request.script}; there are ${Object.keys(scripts).join(", ")}`);
    return (await load())({ ...context, environment: request.environment });
  };
  const outcome = await settled(script, { environment: {}, say: (text) => tell({ say: text }), signal: gone.signal });
  tell(outcome);
  socket.end();
}

/** Undefined if there is none. */
async function firstLine(socket: Socket): Promise<string | undefined> {
  const lines = createInterface({ input: socket });
  return new Promise((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(undefined));
    // It emits the socket's errors once more.
    lines.on("error", () => undefined);
  });
}
