import { join } from "node:path";
import { z } from "zod";
import { cachesOn } from "../../images/lifecycle/caches.ts";
import { withLock } from "../../tools/lock.ts";
import { cacheDirectory } from "../../user-directories.ts";
import { type ClusterRecord, type NetworkNote, otherClusterRecords, readClusterRecord } from "../cluster-record.ts";
import { type ContainerEngine, succeed } from "../container-engine.ts";
import { kindNetworkName } from "../engine-network.ts";

type Say = (line: string) => void;

interface Network {
  readonly engine: ContainerEngine;
  readonly name: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const docker = z.object({ Id: z.string().min(1), Created: z.string() });
const podman = z.object({ id: z.string().min(1), created: z.string() });

/** The network of that name; undefined if there is none. @throws Error with the engine's words if it cannot tell */
async function findNetwork(engine: ContainerEngine, name: string): Promise<Network | undefined> {
  // A list has an end that `inspect` has not: nothing found is no failure, in whatever words.
  const listed = await succeed(engine, ["network", "ls", "--filter", `name=^${name}$`, "--format", "{{.Name}}"]);
  if (!listed.split("\n").some((line) => line.trim() === name)) return undefined;
  const [first] = z
    .array(z.union([docker, podman]))
    .min(1)
    .parse(JSON.parse(await succeed(engine, ["network", "inspect", name])));
  if (first === undefined) return undefined;
  return "Id" in first
    ? { engine, name, id: first.Id, createdAt: Date.parse(first.Created) }
    : { engine, name, id: first.id, createdAt: Date.parse(first.created) };
}

/** Whether a network is the one that a record's cluster brought. Before its id is known, its age says so: it was not there before. */
function isNoted(record: ClusterRecord, network: Network): boolean {
  const note = record.network;
  if (note?.engine !== network.engine || note.name !== network.name) return false;
  return note.id === undefined ? network.createdAt >= Date.parse(record.createdAt) : note.id === network.id;
}

/**
 * One at a time of all creations and deletions on this machine: of two stacks that end together the later one has to see that
 * the other's record is gone, and one that begins has its note written before another decides that nobody needs the network.
 */
export function whileNetworkIsDecided<T>(decide: () => Promise<T>): Promise<T> {
  return withLock(join(cacheDirectory(), "kind-network.lock"), decide);
}

/**
 * What the record of a creation that begins notes about the network of kind's nodes: that it is not there, so this cluster brings
 * it; or that a cluster of this stack or of another of this project brought it. Anybody else's is not noted.
 */
export async function networkNote(engine: ContainerEngine, directory: string): Promise<NetworkNote | undefined> {
  const name = kindNetworkName(engine);
  const network = await findNetwork(engine, name);
  if (!network) return { engine, name };
  const own = readClusterRecord(directory);
  const known = [...(own ? [own] : []), ...otherClusterRecords(directory).values()];
  return known.some((record) => isNoted(record, network)) ? { engine, name, id: network.id } : undefined;
}

/** The note of a creation that has ended, with the network's identifier. */
export async function completeNote(record: ClusterRecord): Promise<NetworkNote | undefined> {
  const { network: note } = record;
  if (note === undefined || note.id !== undefined) return note;
  const network = await findNetwork(note.engine, note.name);
  return network && isNoted(record, network) ? { ...note, id: network.id } : undefined;
}

/**
 * Removes the network that came with a stack's cluster, once the cluster is gone. It stays, and a line says so, while any container
 * is on it, a stopped one too, or while another stack of this project has noted it and so removes it later. Never fails.
 * @param record what the stack noted; without a note the network is somebody else's
 */
export async function removeNotedNetwork(record: ClusterRecord, directory: string, say: Say): Promise<void> {
  if (!record.network) return;
  const { engine, name } = record.network;
  try {
    const network = await findNetwork(engine, name);
    if (!network || !isNoted(record, network)) return;
    const caches = await cachesOn(engine, name);
    const reason = await whyItStays(network, directory, caches);
    if (reason !== undefined) {
      say(`${engine}'s network ${name} stays: ${reason}`);
      return;
    }
    // Caches of images outlive networks: they are taken onto that of the next cluster.
    for (const cache of caches) await succeed(engine, ["network", "disconnect", "--force", name, cache]);
    say(`${engine} network rm ${name}`);
    await succeed(engine, ["network", "rm", network.id]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`${engine}'s network ${name} may be left (${why}); remove it with: ${engine} network rm ${name}`);
  }
}

async function whyItStays(network: Network, directory: string, caches: readonly string[]): Promise<string | undefined> {
  const { engine, name } = network;
  const heir = [...otherClusterRecords(directory)].find(([, record]) => isNoted(record, network));
  if (heir) return `stack ${heir[0]} uses it too, and removes it`;
  const users = await succeed(engine, ["ps", "-a", "--filter", `network=${name}`, "--format", "{{.Names}}"]);
  const names = users.split("\n").filter((line) => line !== "" && !caches.includes(line));
  return names.length > 0 ? `in use by ${names.join(", ")}` : undefined;
}
