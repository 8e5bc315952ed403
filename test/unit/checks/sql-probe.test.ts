import assert from "node:assert/strict";
import type { Observation } from "../../../components/checks/observation.ts";
import { psqlCommand, readPsqlOutcome } from "../../../components/checks/sql-probe.ts";

const connection = 'psql: error: connection to server at "192.168.200.1", port 5432 failed: ';

/** As psql 15 and 16 say it. */
const table: Record<string, [exitCode: number, stdout: string, stderr: string, seen: Observation]> = {
  "gives rows": [0, "1|leonardo\n2|raphael\n", "", { kind: "rows", rows: ["1|leonardo", "2|raphael"] }],
  "gives no rows": [0, "", "", { kind: "rows", rows: [] }],
  "has no answer within the time": [
    2,
    "",
    `${connection}timeout expired\n`,
    { kind: "no answer", reason: `${connection}timeout expired` },
  ],
  "has no answer that its kernel waits for": [
    2,
    "",
    `${connection}Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
    { kind: "no answer", reason: `${connection}Connection timed out` },
  ],
  "has no route": [
    2,
    "",
    `${connection}No route to host\n`,
    { kind: "no answer", reason: `${connection}No route to host` },
  ],
  "is refused": [
    2,
    "",
    `${connection}Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
    { kind: "refused", reason: `${connection}Connection refused` },
  ],
  "is refused by a server that does not know the user": [
    2,
    "",
    `${connection}FATAL:  password authentication failed for user "splinter"\n`,
    { kind: "refused", reason: `${connection}FATAL:  password authentication failed for user "splinter"` },
  ],
  "is refused by a server that has no such table": [
    1,
    "",
    'ERROR:  relation "ninja_turtles" does not exist\nLINE 1: SELECT * FROM ninja_turtles\n',
    { kind: "refused", reason: 'ERROR:  relation "ninja_turtles" does not exist' },
  ],
  "has a name that is not resolved": [
    2,
    "",
    'psql: error: could not translate host name "db" to address: Name or service not known\n',
    {
      kind: "unresolved",
      reason: 'psql: error: could not translate host name "db" to address: Name or service not known',
    },
  ],
  "is not asked without psql": [
    127,
    "",
    "env: 'psql': No such file or directory\n",
    { kind: "no probe", reason: "psql did not work (exit 127: env: 'psql': No such file or directory)" },
  ],
  "is not asked by a psql that does not know its options": [
    1,
    "",
    "psql: unrecognized option '--x'\n",
    { kind: "no probe", reason: "psql did not work (exit 1: psql: unrecognized option '--x')" },
  ],
};

describe("a query by psql", () => {
  for (const [claim, [exitCode, stdout, stderr, seen]] of Object.entries(table))
    it(claim, () => assert.deepEqual(readPsqlOutcome({ exitCode, stdout, stderr }), seen));

  it("is the talk's user's, who waits 5 seconds for the connection", () =>
    assert.deepEqual(
      psqlCommand("fd00::1", 5432, "SELECT 1").filter((word) => /PG|host|user|db|command/.test(word)),
      [
        "PGPASSWORD=cheese",
        "PGCONNECT_TIMEOUT=5",
        "--host=fd00::1",
        "--username=splinter",
        "--dbname=turtles",
        "--command=SELECT 1",
      ],
    ));
});
