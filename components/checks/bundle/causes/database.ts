import type { Case, Cause } from "./cause.ts";
import { logsOf } from "./commands.ts";

const container: Cause = {
  what: "the database does not run, or listens on another address or port",
  confirm: "docker ps --all --filter name=turtle-db (or podman), then: docker logs <name>",
};

/** The database's server, or nobody at its address, refused. */
export function databaseRefused(words: string): Cause[] {
  const other: Cause = { what: "another PostgreSQL than the scenario's has the address and port", confirm: "ss -ltnp" };
  const credentials: Cause = {
    what: "its user, password or database are others than the scenario's",
    confirm: "docker logs <cluster>-turtle-db (or podman)",
  };
  const table: Cause = {
    what: "the adapter has not made its table yet: it does so when it first reaches the database",
    confirm: "kubectl get pods -A -l role=db-adapter",
  };
  if (/authentication|password|role .* does not exist|database .* does not exist|pg_hba/i.test(words))
    return [credentials, other, container];
  if (/relation .* does not exist/i.test(words)) return [table, other, credentials];
  if (/starting up|shutting down|too many/i.test(words))
    return [
      { ...container, what: "the database is starting, stopping or has too many connections" },
      other,
      credentials,
    ];
  return [
    container,
    other,
    { ...credentials, what: "something between ends the connection, such as a proxy or a firewall that rejects" },
  ];
}

/** It answered with other rows than expected. */
export function wrongRows({ facts }: Case): Cause[] {
  const adapter = facts.pods?.find(({ labels }) => labels["role"] === "db-adapter");
  return [
    {
      what: "the adapter has not written its rows: it does so when it first finds the database empty",
      confirm: adapter ? logsOf(adapter.namespace, adapter.name) : "kubectl get pods -A -l role=db-adapter",
    },
    {
      what: "somebody changed the rows: the database's content outlives the pods",
      confirm: "docker ps --all --filter name=turtle-db (or podman)",
    },
    { what: "another database than the scenario's answers at the address", confirm: "ss -ltnp" },
  ];
}
