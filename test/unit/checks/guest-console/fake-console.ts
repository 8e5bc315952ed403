import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import { type WebSocket, WebSocketServer } from "ws";
import type { Terminal } from "../../../../components/checks/guest-console/console-reader.ts";

/** What a pretended guest does; all of it unless said otherwise is what a Fedora does that has booted and waits for a login. */
export interface Guest {
  readonly state?: "booting" | "login" | "password" | "shell" | "typing" | "quoting" | "foreground" | "dead";
  readonly prompt?: string;
  /** How often a right password is refused: cloud-init sets it only after the login prompt is there. */
  readonly refusals?: number;
  /** A message of the kernel, printed within the output of every command. */
  readonly noise?: string;
  /** Characters that come at a time, a millisecond after each other; default: all at once. */
  readonly pace?: number;
  /** Closes the console when a command begins. */
  readonly closesInCommand?: boolean;
}

const boot = [
  "\x1b[H\x1b[2JGRUB loading.\r\n",
  "[    0.000000] Linux version 6.8.5-301.fc40 (mockbuild@host)\r\n",
  "[    1.204517][    T1] systemd[1]: Detected virtualization kvm.\r\n",
  "[\x1b[0;32m  OK  \x1b[0m] Started \x1b[0;1;39mgetty@tty1.service\x1b[0m - Getty on tty1.\r\n",
  "         Starting cloud-init.service 50% # still $\r\n",
];

/** A getty and a shell that runs commands with this machine's `sh`, as they look through a serial line. */
export class FakeGuest {
  readonly #guest: Guest;
  readonly commands: string[] = [];
  #state: NonNullable<Guest["state"]>;
  #line = "";
  #user = "";
  #refusals: number;
  #send: (text: string) => void = () => undefined;
  #close: () => void = () => undefined;
  #out = Promise.resolve();

  constructor(guest: Guest = {}) {
    this.#guest = guest;
    this.#state = guest.state ?? "login";
    this.#refusals = guest.refusals ?? 0;
  }

  /** The state goes on from one user of the console to the next. */
  connect(send: (text: string) => void, close: () => void): void {
    this.#send = send;
    this.#close = close;
    if (this.#state !== "booting") return;
    this.#say(boot.join(""));
    setTimeout(() => {
      this.#state = "login";
      this.#say(`${boot.at(-1) ?? ""}\r\nFedora Linux 40\r\n\r\nred login: `);
    }, 60);
  }

  receive(text: string): void {
    for (const key of text) {
      if (this.#state === "dead" || this.#state === "booting") continue;
      if (key === "\x03") this.#interrupt();
      else if (this.#state === "foreground") continue;
      else if (key === "\r") this.#enter();
      else this.#type(key);
    }
  }

  #interrupt(): void {
    this.#line = "";
    if (this.#state === "foreground" || this.#state === "typing" || this.#state === "quoting") this.#state = "shell";
    this.#say("^C\r\n");
    if (this.#state === "password") this.#state = "login";
    this.#showPrompt();
  }

  #type(key: string): void {
    this.#line += key;
    // readline's way at the end of a row of 80 characters
    if (this.#state !== "password") this.#say(this.#line.length % 80 === 60 ? `${key} \r` : key);
  }

  #enter(): void {
    const line = this.#line;
    this.#line = "";
    this.#say("\r\n");
    switch (this.#state) {
      case "login":
        this.#user = line;
        if (line !== "") this.#state = "password";
        this.#showPrompt();
        break;
      case "password":
        if (this.#user === "fedora" && line === "fedora" && this.#refusals-- <= 0) {
          this.#state = "shell";
          this.#say("Last login: Sat Aug 22 10:00:00 on ttyS0\r\n");
        } else {
          this.#state = "login";
          this.#say("\r\nLogin incorrect\r\n\r\n");
        }
        this.#showPrompt();
        break;
      case "typing":
        // What somebody had typed before goes first.
        this.#state = "shell";
        this.#run(`no-such-command ${line}`);
        break;
      case "quoting":
        this.#say("> ");
        break;
      default:
        this.#run(line);
    }
  }

  #run(line: string): void {
    if (line === "") {
      this.#showPrompt();
      return;
    }
    this.commands.push(line);
    if (this.#guest.closesInCommand && line.includes("mktemp")) {
      this.#close();
      return;
    }
    const shell = spawn("sh", ["-c", line], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [shell.stdout, shell.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    shell.on("close", () => {
      const middle = Math.floor(output.length / 2);
      const { noise = "" } = this.#guest;
      this.#say(
        output.slice(0, middle).replaceAll("\n", "\r\n") + noise + output.slice(middle).replaceAll("\n", "\r\n"),
      );
      this.#showPrompt();
    });
  }

  #showPrompt(): void {
    if (this.#state === "login") this.#say("red login: ");
    else if (this.#state === "password") this.#say("Password: ");
    else this.#say(`\x1b[?2004h\x1b]0;fedora@red:~\x07${this.#guest.prompt ?? "[fedora@red ~]$ "}`);
  }

  #say(text: string): void {
    const { pace = text.length } = this.#guest;
    for (let at = 0; at < text.length; at += pace) {
      const part = text.slice(at, at + pace);
      this.#out = this.#out.then(async () => {
        if (this.#guest.pace !== undefined) await new Promise((turn) => setTimeout(turn, 1));
        this.#send(part);
      });
    }
  }
}

/** A guest's console without a network between. */
export function terminalOf(guest: FakeGuest): Terminal {
  let hear: (text: string) => void = () => undefined;
  let closed: (reason: string) => void = () => undefined;
  guest.connect(
    (text) => hear(text),
    () => closed("1006"),
  );
  return {
    write: (text) => guest.receive(text),
    onData: (listener) => (hear = listener),
    onClose: (listener) => (closed = listener),
    close: () => undefined,
  };
}

/** How a pretended API server answers the next requests for a console: a refusal, or a guest. */
export type Answer = { readonly status: number; readonly body: string } | FakeGuest;

/** What a server of consoles has seen. */
export interface Seen {
  readonly paths: string[];
  /** How many users a console had at a time. */
  most: number;
}

/**
 * Lets a server give out KubeVirt's consoles: whoever comes last gets a guest's, and whoever had it is thrown out.
 * @param answer by the number of the request, from 0
 */
export function serveConsoles(server: Server | SecureServer, answer: (request: number) => Answer): Seen {
  const seen: Seen = { paths: [], most: 0 };
  const users = new Map<WebSocket, string>();
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
  server.on("upgrade", (request, socket, head) => {
    const next = answer(seen.paths.length);
    seen.paths.push(`${request.url ?? ""} ${request.headers["sec-websocket-protocol"] ?? ""}`);
    if (!(next instanceof FakeGuest)) {
      const lines = [`HTTP/1.1 ${next.status} No`, "connection: close", `content-length: ${next.body.length}`, "", ""];
      socket.end(lines.join("\r\n") + next.body);
      return;
    }
    for (const [before, url] of users) if (url === request.url) before.close(1000, "another user");
    sockets.handleUpgrade(request, socket, head, (client) => {
      users.set(client, request.url ?? "");
      seen.most = Math.max(seen.most, [...users.keys()].filter((one) => one.readyState === one.OPEN).length);
      next.connect(
        (text) => client.send(Buffer.from(text)),
        () => client.terminate(),
      );
      client.on("message", (data) => next.receive((data as Buffer).toString("utf8")));
    });
  });
  server.on("close", () => {
    for (const client of users.keys()) client.terminate();
  });
  return seen;
}

/** Serves consoles while a test runs, where an API server would. */
export async function withConsoles(
  answer: (request: number) => Answer,
  test: (config: KubeConfig, seen: Seen) => Promise<void>,
): Promise<void> {
  const server = createServer();
  const seen = serveConsoles(server, answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: "lab", server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, skipTLSVerify: true },
    { name: "lab", token: "secret" },
  );
  try {
    await test(config, seen);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
