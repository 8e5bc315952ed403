/**
 * What the image rust-turtle-viewer does, as far as scenario localnet shows it: connects to the database, makes the table and its four
 * rows, and answers `GET /turtles` with them, to requests for JSON alone. It ends if the database is out of reach. Its environment is
 * the pod's own.
 */
import { createServer } from "node:http";
import { Client } from "pg";

const environment = process.env as Readonly<Record<string, string>>;
const turtles = [
  ["leonardo", "leo@tmnt.org", "swords"],
  ["donatello", "don@tmnt.org", "a stick"],
  ["michaelangello", "mike@tmnt.org", "nunchuks"],
  ["raphael", "raph@tmnt.org", "twin sai"],
] as const;

const client = new Client({
  host: environment["DB_IP"],
  port: Number(environment["DB_PORT"] ?? 5432),
  user: environment["DB_USER"],
  password: environment["DB_PASSWORD"],
  database: environment["DB_NAME"],
  connectionTimeoutMillis: 5000,
});
// A database that goes away is the next request's matter.
client.on("error", () => undefined);
await client.connect();
await client.query(
  "CREATE TABLE IF NOT EXISTS ninja_turtles (user_id serial PRIMARY KEY, name text UNIQUE, email text, weapon text, created_on timestamp DEFAULT now())",
);
for (const turtle of turtles)
  await client.query("INSERT INTO ninja_turtles (name, email, weapon) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    ...turtle,
  ]);

createServer((request, response) => {
  const isJson = request.headers["content-type"] === "application/json";
  if (!isJson || request.url !== "/turtles") {
    response.writeHead(isJson ? 404 : 415).end();
    return;
  }
  client.query("SELECT * FROM ninja_turtles ORDER BY user_id").then(
    ({ rows }) => response.setHeader("content-type", "application/json").end(JSON.stringify({ Ok: rows as unknown[] })),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(environment["PORT"]), environment["HOST"]);
