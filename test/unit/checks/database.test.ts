import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { queryFromHost } from "../../../components/checks/host-sql.ts";
import type { Observation } from "../../../components/checks/observation.ts";
import { psqlCommand, readPsqlOutcome } from "../../../components/checks/sql-probe.ts";
import { run } from "../../../components/processes.ts";
import { Database } from "../../support/database.ts";
import { closedPort } from "../tools/support.ts";

const query = "SELECT user_id, name, weapon FROM ninja_turtles ORDER BY user_id";

describe("a query to a real database", function () {
  this.timeout(60_000);
  let database: Database | undefined;

  before(async function () {
    database = await Database.ofThisMachine();
    if (!database) return this.skip();
    const problem = await database.start(await closedPort());
    if (problem !== undefined) {
      process.stdout.write(`    skipped: there can be no database here: ${problem}\n`);
      this.skip();
    }
    for (const statement of [
      "CREATE TABLE ninja_turtles (user_id serial, name text, weapon text)",
      "ALTER TABLE ninja_turtles OWNER TO splinter",
      "INSERT INTO ninja_turtles (name, weapon) VALUES ('leonardo', 'swords'), ('raphael', NULL)",
    ])
      await database.administer("turtles", statement);
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
