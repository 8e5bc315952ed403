import type { IncomingMessage } from "node:http";
import { StringDecoder } from "node:string_decoder";
import type { KubeConfig } from "@kubernetes/client-node";
import WebSocket from "ws";
import type { Terminal } from "./console-reader.ts";

/** KubeVirt's own: the bytes of the console as they are (client-go/subresources, PlainStreamProtocolName). */
export const consoleProtocol = "plain.kubevirt.io";

/** The API server, or KubeVirt behind it, did not open a console. */
export class ConsoleRefusedError extends Error {
  override readonly name = "ConsoleRefusedError";
  /** HTTP status; undefined if nothing answered. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Opens the serial console of a virtual machine's guest, as `virtctl console` does. KubeVirt gives it to whoever comes last, and closes it
 * for whoever had it.
 * @param timeout seconds
 * @throws ConsoleRefusedError
 */
export async function openConsole(
  config: KubeConfig,
  namespace: string,
  vm: string,
  timeout: number,
): Promise<Terminal> {
  const server = config.getCurrentCluster()?.server ?? "";
  const path = `/apis/subresources.kubevirt.io/v1/namespaces/${encodeURIComponent(namespace)}/virtualmachineinstances/${encodeURIComponent(vm)}/console`;
  const options: WebSocket.ClientOptions = { handshakeTimeout: timeout * 1000, followRedirects: false };
  await config.applyToHTTPSOptions(options);
  const socket = new WebSocket(
    `${server.replace(/^http/, "ws").replace(/\/$/, "")}${path}`,
    [consoleProtocol],
    options,
  );
  const terminal = terminalOf(socket);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(terminal));
    socket.once("error", (error) => reject(new ConsoleRefusedError(error.message, undefined, { cause: error })));
    socket.once("unexpected-response", (_request, response) => {
      void messageOf(response).then((message) => {
        const status = response.statusCode ?? 0;
        reject(new ConsoleRefusedError(`HTTP ${status}${message ? `: ${message}` : ""}`, status));
        socket.terminate();
      });
    });
  });
}

/** What comes before anyone listens is kept: a console may speak first. */
function terminalOf(socket: WebSocket): Terminal {
  const decoder = new StringDecoder("utf8");
  let early = "";
  let hear = (text: string): void => void (early += text);
  let closed: string | undefined;
  let end = (reason: string): void => void (closed = reason);
  socket.on("message", (data) => hear(decoder.write(asBuffer(data))));
  socket.once("close", (code, reason) => end(reason.length > 0 ? `${code}, ${reason.toString()}` : String(code)));
  // An error is followed by a close.
  socket.on("error", () => undefined);
  return {
    write: (text) => socket.send(Buffer.from(text)),
    onData: (listener) => {
      hear = listener;
      if (early) listener(early);
    },
    onClose: (listener) => {
      end = listener;
      if (closed !== undefined) listener(closed);
    },
    close: () => socket.terminate(),
  };
}

function asBuffer(data: WebSocket.RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** The message of the Status, or the text, that came with a refusal. */
async function messageOf(response: IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  try {
    for await (const chunk of response) text += String(chunk);
    const status: unknown = JSON.parse(text);
    if (typeof status === "object" && status !== null && "message" in status) return String(status.message);
  } catch {
    // Not a Status: its text, as far as it came.
  }
  return text.trim().slice(0, 200);
}
