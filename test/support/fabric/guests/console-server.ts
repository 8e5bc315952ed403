import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { consoleProtocol } from "../../../../components/checks/guest-console/console-socket.ts";
import { succeed } from "../commands.ts";
import type { SerialLine } from "./serial-line.ts";

/** Group of KubeVirt's API server in the Kubernetes API. */
export const subresources = { group: "subresources.kubevirt.io", version: "v1" } as const;

const consolePath =
  /^\/apis\/subresources\.kubevirt\.io\/v1\/namespaces\/([^/]+)\/virtualmachineinstances\/([^/]+)\/console$/;

/** A refusal of the API. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** What a console is connected to, and who has it. */
interface Console {
  readonly line: SerialLine;
  user?: WebSocket;
  refusal?: Refusal | undefined;
}

/**
 * KubeVirt's subresource `console` of virtual machines: a WebSocket with the bytes of their serial lines. Whoever comes last has it, and
 * whoever had it before is cut off without a word (pkg/virt-handler/rest/console.go closes the connection).
 */
export class ConsoleServer {
  readonly #server: Server;
  readonly #consoles = new Map<string, Console>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => offered.has(consoleProtocol) && consoleProtocol,
  });

  private constructor(server: Server) {
    this.#server = server;
    server.on("upgrade", (request, socket, head) => {
      const [, namespace = "", vm = ""] = consolePath.exec(request.url ?? "") ?? [];
      const found = this.#consoles.get(keyOf(namespace, vm));
      if (!found) refuse(socket, { status: 404, message: `VMI ${namespace}/${vm} does not exist` });
      else if (found.refusal) refuse(socket, found.refusal);
      else this.#sockets.handleUpgrade(request, socket, head, (user) => give(found, user));
    });
  }

  /** Serves on a port of 127.0.0.1. @param directory for its certificate */
  static async start(directory: string): Promise<ConsoleServer> {
    const [key, cert] = [join(directory, "consoles.key"), join(directory, "consoles.crt")];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "2"];
    await succeed("openssl", ["req", "-x509", ...kind, "-subj", "/CN=virt-api", "-keyout", key, "-out", cert]);
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      // What an API server asks to see whether somebody is there.
      const { group, version } = subresources;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ kind: "APIResourceList", groupVersion: `${group}/${version}`, resources: [] }));
      request.resume();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ConsoleServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  connect(namespace: string, vm: string, line: SerialLine): void {
    this.#consoles.set(keyOf(namespace, vm), { line });
  }

  disconnect(namespace: string, vm: string): void {
    this.drop(namespace, vm);
    this.#consoles.delete(keyOf(namespace, vm));
  }

  /** Cuts off whoever has the console. */
  drop(namespace: string, vm: string): void {
    this.#consoles.get(keyOf(namespace, vm))?.user?.terminate();
  }

  /** Refuses a console from now on; undefined: gives it again. Who has it keeps it. */
  refuse(namespace: string, vm: string, refusal: Refusal | undefined): void {
    const found = this.#consoles.get(keyOf(namespace, vm));
    if (!found) throw new Error(`there is no guest ${namespace}/${vm}`);
    found.refusal = refusal;
  }

  isTaken(namespace: string, vm: string): boolean {
    return this.#consoles.get(keyOf(namespace, vm))?.user !== undefined;
  }

  async stop(): Promise<void> {
    for (const { user } of this.#consoles.values()) user?.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

function give(console: Console, user: WebSocket): void {
  console.user?.terminate();
  console.user = user;
  console.line.listen((data) => user.send(data));
  user.on("message", (data) => {
    if (console.user === user) console.line.write(data as Buffer);
  });
  user.on("error", () => undefined);
  user.on("close", () => {
    if (console.user !== user) return;
    delete console.user;
    console.line.listen(undefined);
  });
}

function refuse(socket: Duplex, { status, message }: Refusal): void {
  const body = JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message, code: status });
  const head = [`HTTP/1.1 ${status} Refused`, "content-type: application/json", `content-length: ${body.length}`];
  socket.end([...head, "connection: close", "", body].join("\r\n"));
}

function keyOf(namespace: string, vm: string): string {
  return `${namespace}/${vm}`;
}
