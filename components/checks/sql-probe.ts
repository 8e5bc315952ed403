import { turtleDatabase } from "../host/turtle-database.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import type { Observation } from "./observation.ts";
import { isOnTheWay } from "./tcp-probe.ts";

/** Seconds for the connection to the database; the talk's own. */
export const databaseTimeout = 5;

/** A query by psql as the database's user: rows without heading, cells with `|` between them. */
export function psqlCommand(address: string, port: number, query: string): string[] {
  const { user, password, name } = turtleDatabase;
  return [
    "env",
    `PGPASSWORD=${password}`,
    `PGCONNECT_TIMEOUT=${databaseTimeout}`,
    "psql",
    "--no-psqlrc",
    "--no-password",
    "--no-align",
    "--tuples-only",
    `--host=${address}`,
    `--port=${port}`,
    `--username=${user}`,
    `--dbname=${name}`,
    `--command=${query}`,
  ];
}

/** Reads psql's outcome. By its manual exit 2 is a connection that failed or broke, 1 and 3 are errors of its own or of the query. */
export function readPsqlOutcome({ exitCode, stdout, stderr }: CommandOutcome): Observation {
  const words = stderr.trim().split("\n")[0] ?? "";
  if (exitCode === 0) return { kind: "rows", rows: stdout.split("\n").filter((line) => line !== "") };
  // The server's own words: it was reached.
  if (/\b(FATAL|ERROR|PANIC): /.test(stderr)) return { kind: "refused", reason: words };
  if (exitCode === 2) {
    if (/could not translate host name/i.test(stderr)) return { kind: "unresolved", reason: words };
    if (isOnTheWay(stderr)) return { kind: "no answer", reason: words };
    if (/refused|reset by peer|closed the connection/i.test(stderr)) return { kind: "refused", reason: words };
  }
  return { kind: "no probe", reason: `psql did not work (exit ${exitCode}${words ? `: ${words}` : ""})` };
}
