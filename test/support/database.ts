import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../components/processes.ts";
import { waitFor } from "../../components/wait.ts";

/** Where distributions put what only the server's user runs: Debian keeps it off the PATH. */
const folders = ["", "/usr/lib/postgresql/15/bin/", "/usr/lib/postgresql/16/bin/", "/usr/lib/postgresql/17/bin/"];

/** A PostgreSQL of this machine with the talk's user and database. It refuses to run as root, so root has its own user run it. */
export class Database {
  readonly directory = mkdtempSync(join(tmpdir(), "labs-database-"));
  readonly #folder: string;
  readonly #user: { uid: number; gid: number } | undefined;
  port = 0;
  #addresses = "";
  #server: ChildProcess | undefined;

  constructor(folder: string, user: { uid: number; gid: number } | undefined) {
    this.#folder = folder;
    this.#user = user;
    if (user) chownSync(this.directory, user.uid, user.gid);
  }

  /** Undefined where PostgreSQL is not installed. */
  static async ofThisMachine(): Promise<Database | undefined> {
    if ((await run("psql", ["--version"])).status !== 0) return undefined;
    for (const folder of folders) {
      const found = await Promise.all(["postgres", "initdb"].map((name) => run(`${folder}${name}`, ["--version"])));
      if (found.some(({ status }) => status !== 0)) continue;
      if (process.getuid?.() !== 0) return new Database(folder, undefined);
      const [uid, gid] = await Promise.all(["-u", "-g"].map((which) => run("id", [which, "postgres"])));
      if (uid?.status !== 0 || gid?.status !== 0) return undefined;
      return new Database(folder, { uid: Number(uid.stdout), gid: Number(gid.stdout) });
    }
    return undefined;
  }

  /**
   * @param addresses that it listens on, with commas
   * @returns why this machine cannot have one: initdb needs a /dev/null that its user can write, for example
   */
  async start(port: number, addresses = "127.0.0.1"): Promise<string | undefined> {
    this.port = port;
    this.#addresses = addresses;
    const data = join(this.directory, "data");
    const maker = this.#spawn("initdb", [
      "--pgdata",
      data,
      "--username",
      "admin",
      "--auth-local",
      "trust",
      "--auth-host",
      "md5",
    ]);
    let said = "";
    maker.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    const [status] = (await once(maker, "close")) as [number];
    if (status !== 0) return said.trim().split("\n")[0] ?? "";
    // Who comes from another address than this machine's own logs in with a password, too.
    appendFileSync(join(data, "pg_hba.conf"), "host all all all md5\n");
    await this.serve();
    for (const [database, statement] of [
      ["postgres", "CREATE USER splinter PASSWORD 'cheese'"],
      ["postgres", "CREATE DATABASE turtles OWNER splinter"],
    ] as const)
      await this.administer(database, statement);
    return undefined;
  }

  /** Serves what {@link start} made, until {@link halt}. */
  async serve(): Promise<void> {
    const settings = [
      `port=${this.port}`,
      `listen_addresses=${this.#addresses}`,
      `unix_socket_directories=${this.directory}`,
    ];
    this.#server = this.#spawn("postgres", [
      "-D",
      join(this.directory, "data"),
      ...settings.flatMap((one) => ["-c", one]),
    ]);
    this.#server.stderr?.resume();
    await waitFor({ what: "the database", timeout: 30, interval: 0.2 }, async () => {
      const { status: answer, stderr } = await this.#psql("postgres", "SELECT 1");
      return answer === 0 ? { met: true } : { seen: stderr };
    });
  }

  /** A statement of its administrator. @throws Error with what the database says against it */
  async administer(database: string, statement: string): Promise<void> {
    const { status, stderr } = await this.#psql(database, statement);
    if (status !== 0) throw new Error(`${statement}: ${stderr.trim()}`);
  }

  /** Ends the server, and all connections with it. */
  async halt(): Promise<void> {
    if (this.#server?.exitCode !== null || this.#server.signalCode !== null) return;
    const ended = once(this.#server, "exit");
    this.#server.kill("SIGINT");
    await ended;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.directory, { recursive: true });
  }

  #spawn(program: string, args: readonly string[]): ChildProcess {
    return spawn(`${this.#folder}${program}`, args, {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: this.directory,
      ...this.#user,
    });
  }

  #psql(database: string, statement: string) {
    return run("psql", ["-h", this.directory, "-p", String(this.port), "-U", "admin", "-d", database, "-c", statement]);
  }
}
