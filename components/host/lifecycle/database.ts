import { type ContainerEngine, requireEngine, succeed } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";
import { kindBridge, requireBridge } from "../bridge.ts";
import { portConflicts } from "../conflicts.ts";
import { type Container, inspectContainer, ownerLabels, ownsContainer } from "../container.ts";
import { readHostRecord, removeHostRecord, writeHostRecord } from "../host-record.ts";
import { listLinks } from "../ip-command.ts";
import { ipv4Of } from "../links.ts";
import { listListeners } from "../listeners.ts";
import { waitForDatabase } from "./database-readiness.ts";
import type { DatabaseRequest } from "./request.ts";

type Say = (line: string) => void;

/**
 * Makes the database's container, or keeps the one that it made already, and waits until the database answers a query. What an
 * interrupted run left is removed first; after a failure nothing is left.
 * @returns what it made
 * @throws Error if another container has the name, if somebody listens on the port, or if the database does not answer in time
 */
export async function createDatabase(request: DatabaseRequest, say: Say): Promise<string> {
  const { container: name, directory, stack, making } = request;
  const engine = await requireEngine(request.containerEngine);
  const bridge = await kindBridge(engine);
  const links = await listLinks();
  const addresses = [...ipv4Of(requireBridge(links, bridge, engine)), request.address];
  const done = (container: Container): string => `${name} ${container.id}`;

  const present = await inspectContainer(engine, name);
  if (present && !owns(present, request)) throw new Error(foreignContainer(name, engine));
  if (present?.running && ownsContainer(present, stack, [making])) {
    await waitForDatabase(engine, request, addresses, say);
    writeHostRecord(directory, "database", { name, making, phase: "ready" });
    return done(present);
  }
  if (present) {
    say(`removing what an earlier run left: container ${name}, ${present.status}`);
    await remove(engine, name);
  }
  const conflicts = portConflicts(request.port, addresses, await listListeners());
  if (conflicts.length > 0) throw new Error(conflicts.join("\n"));

  writeHostRecord(directory, "database", { name, making, phase: "creating" });
  try {
    const args = runArguments(request, addresses);
    say(`${engine} ${args.join(" ")}`);
    const { status, stderr } = await run(engine, args, { timeout: request.timeout, onLine: say });
    if (status !== 0) throw new Error(`${engine} run of ${request.image} failed: ${stderr.trim()}`);
    await waitForDatabase(engine, request, addresses, say);
    const made = await inspectContainer(engine, name);
    if (!made) throw new Error(`the container ${name} has gone`);
    writeHostRecord(directory, "database", { name, making, phase: "ready" });
    return done(made);
  } catch (error) {
    // The record stays as long as the container does: the next run knows by it whose it is.
    if (await removed(engine, request, say)) removeHostRecord(directory, "database");
    throw error;
  }
}

/** Removes the stack's database. One that is gone is fine; a container that is not the stack's is left alone. */
export async function deleteDatabase(request: DatabaseRequest, say: Say): Promise<void> {
  const { container: name } = request;
  const engine = await requireEngine(request.containerEngine);
  const present = await inspectContainer(engine, name);
  if (present && owns(present, request)) await remove(engine, name);
  else if (present) say(`container ${name} is not the one this stack made: it is left alone`);
  removeHostRecord(request.directory, "database");
}

/**
 * Arguments of `docker run`. `PGPORT` is read by the image's start script and by the server. The talk's database listens on every
 * address; its password is public, so here it listens only where the lab needs it, which also leaves a database on localhost in peace.
 */
export function runArguments(request: DatabaseRequest, addresses: readonly string[]): string[] {
  const labels = Object.entries(ownerLabels(request.stack, request.making));
  return [
    "run",
    "--detach",
    "--name",
    request.container,
    "--network",
    "host",
    ...labels.flatMap(([key, value]) => ["--label", `${key}=${value}`]),
    "--env",
    `PGPORT=${request.port}`,
    request.image,
    "postgres",
    "-c",
    `listen_addresses=${addresses.join(",")}`,
  ];
}

export function foreignContainer(name: string, engine: ContainerEngine): string {
  return (
    `a container ${name} exists and this stack did not make it, so it is left alone. ` +
    `Set lab:clusterName, or remove it yourself (${engine} rm -f ${name})`
  );
}

function owns(container: Container, { stack, making, directory }: DatabaseRequest): boolean {
  return ownsContainer(container, stack, [making, readHostRecord(directory, "database")?.making]);
}

async function removed(engine: ContainerEngine, request: DatabaseRequest, say: Say): Promise<boolean> {
  try {
    const present = await inspectContainer(engine, request.container);
    if (present && owns(present, request)) await remove(engine, request.container);
    return true;
  } catch (error) {
    say(`container ${request.container} may be left: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** With its anonymous volume, which holds the data. */
async function remove(engine: ContainerEngine, name: string): Promise<void> {
  await succeed(engine, ["rm", "--force", "--volumes", name]);
}
