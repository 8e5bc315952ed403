import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { queryFromHost } from "../../../components/checks/host-sql.ts";
import type { Observation } from "../../../components/checks/observation.ts";
import { psqlCommand, readPsqlOutcome } from "../../../components/checks/sql-probe.ts";
import { run } from "../../../components/processes.ts";
import { waitFor } from "../../../components/wait.ts";
import { closedPort } from "../tools/support.ts";

const query = "SELECT user_id, name, weapon FROM ninja_turtles ORDER BY user_id";

/** Where distributions put what only the server's user runs: Debian keeps it off the PATH. */
const folders = ["", "/usr/lib/postgresql/15/bin/", "/usr/lib/postgresql/16/bin/", "/usr/lib/postgresql/17/bin/"];

/** A PostgreSQL of this machine with the talk's user and database. It refuses to run as root, so root has its own user run it. */
class Database {
  readonly directory = mkdtempSync(join(tmpdir(), "labs-database-"));
  readonly #folder: string;
  readonly #user: { uid: number; gid: number } | undefined;
  port = 0;
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

  /** @returns why this machine cannot have one: initdb needs a /dev/null that its user can write, for example */
  async start(): Promise<string | undefined> {
    this.port = await closedPort();
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
    const settings = [`port=${this.port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${this.directory}`];
    this.#server = this.#spawn("postgres", ["-D", data, ...settings.flatMap((one) => ["-c", one])]);
    this.#server.stderr?.resume();
    await waitFor({ what: "the database", timeout: 30, interval: 0.2 }, async () => {
      const { status: answer, stderr } = await this.#psql("postgres", "SELECT 1");
      return answer === 0 ? { met: true } : { seen: stderr };
    });
    for (const [database, statement] of [
      ["postgres", "CREATE USER splinter PASSWORD 'cheese'"],
      ["postgres", "CREATE DATABASE turtles OWNER splinter"],
      ["turtles", "CREATE TABLE ninja_turtles (user_id serial, name text, weapon text)"],
      ["turtles", "ALTER TABLE ninja_turtles OWNER TO splinter"],
      ["turtles", "INSERT INTO ninja_turtles (name, weapon) VALUES ('leonardo', 'swords'), ('raphael', NULL)"],
    ] as const) {
      const { status: done, stderr } = await this.#psql(database, statement);
      assert.equal(done, 0, stderr);
    }
    return undefined;
  }

  async stop(): Promise<void> {
    if (this.#server?.exitCode === null) {
      const ended = once(this.#server, "exit");
      this.#server.kill("SIGINT");
      await ended;
    }
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

describe("a query to a real database", function () {
  this.timeout(60_000);
  let database: Database | undefined;

  before(async function () {
    database = await Database.ofThisMachine();
    if (!database) return this.skip();
    const problem = await database.start();
    if (problem !== undefined) {
      process.stdout.write(`    skipped: there can be no database here: ${problem}\n`);
      this.skip();
    }
  });
  after(() => database?.stop());

  /** Both ways to ask. */
  const asked: Record<string, (port: number, text: string) => Promise<Observation>> = {
    "from this machine": (port, text) => queryFromHost("127.0.0.1", port, text),
    "by psql": async (port, text) => {
      const [program = "", ...args] = psqlCommand("127.0.0.1", port, text);
      const { status, stdout, stderr } = await run(program, args);
      return readPsqlOutcome({ exitCode: status, stdout, stderr });
    },
  };
  for (const [how, ask] of Object.entries(asked)) {
    it(`has its rows ${how}`, async () =>
      assert.deepEqual(await ask(database?.port ?? 0, query), {
        kind: "rows",
        rows: ["1|leonardo|swords", "2|raphael|"],
      }));

    it(`has no rows where there are none ${how}`, async () =>
      assert.deepEqual(await ask(database?.port ?? 0, `${query} LIMIT 0`), { kind: "rows", rows: [] }));

    it(`is refused by who was reached without such a table ${how}`, async () => {
      const seen = await ask(database?.port ?? 0, "SELECT * FROM samurai");
      assert.equal(seen.kind, "refused");
      assert.match(seen.reason, /ERROR: +relation "samurai" does not exist/);
    });
  }
});

describe("a query from this machine", () => {
  it("is refused where nothing listens", async () => {
    const seen = await queryFromHost("127.0.0.1", await closedPort(), query);
    assert.equal(seen.kind, "refused");
    assert.match(seen.reason, /ECONNREFUSED/);
  });

  const servers: Record<string, [handle: (socket: Socket) => void, seen: Observation]> = {
    "has no answer from one who is silent": [() => undefined, { kind: "no answer", reason: "time-out after 0.2 s" }],
    "is refused by one who closes": [
      (socket) => void socket.end(),
      { kind: "refused", reason: "Connection terminated unexpectedly" },
    ],
  };
  for (const [claim, [handle, seen]] of Object.entries(servers))
    it(claim, async () => {
      const server = createServer(handle).listen(0, "127.0.0.1");
      await once(server, "listening");
      try {
        assert.deepEqual(await queryFromHost("127.0.0.1", (server.address() as AddressInfo).port, query, 0.2), seen);
      } finally {
        server.close();
      }
    });
});
