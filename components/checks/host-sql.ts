import { Client } from "pg";
import { turtleDatabase } from "../host/turtle-database.ts";
import { observedError } from "./host-probe.ts";
import type { Observation } from "./observation.ts";
import { databaseTimeout } from "./sql-probe.ts";

/** A query from this machine as the database's user. Cells are the server's own text, with `|` between them; NULL is empty, as with psql. */
export async function queryFromHost(
  host: string,
  port: number,
  query: string,
  timeout: number = databaseTimeout,
): Promise<Observation> {
  const client = new Client({
    user: turtleDatabase.user,
    password: turtleDatabase.password,
    database: turtleDatabase.name,
    host,
    port,
    // Not what the environment (PGSSLMODE and the like) says: the talk's database speaks without encryption.
    ssl: false,
    connectionTimeoutMillis: timeout * 1000,
    query_timeout: timeout * 1000,
    types: { getTypeParser: () => (text: string) => text },
  });
  // A connection that breaks after the query is no error of the query.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<(string | null)[]>({ text: query, rowMode: "array" });
    return { kind: "rows", rows: rows.map((cells) => cells.map((cell) => cell ?? "").join("|")) };
  } catch (error) {
    return observed(error as Error & { code?: string; severity?: string }, timeout);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function observed(error: Error & { code?: string; severity?: string }, timeout: number): Observation {
  // Only the server gives a severity: it was reached.
  if (error.severity !== undefined) return { kind: "refused", reason: `${error.severity}: ${error.message}` };
  if (error.message === "timeout expired" || error.message === "Query read timeout")
    return { kind: "no answer", reason: `time-out after ${timeout} s` };
  if (error.message.startsWith("Connection terminated")) return { kind: "refused", reason: error.message };
  return observedError(error);
}
