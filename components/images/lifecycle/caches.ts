import { join } from "node:path";
import { type ContainerEngine, succeed } from "../../clusters/container-engine.ts";
import { kindNetworkName } from "../../clusters/engine-network.ts";
import { type Container, inspectContainer } from "../../host/container.ts";
import { run } from "../../processes.ts";
import { withLock } from "../../tools/lock.ts";
import { cacheDirectory } from "../../user-directories.ts";
import { cacheLabel, cacheName, registryUrl } from "../cache-names.ts";

type Say = (line: string) => void;

interface Caches {
  /** The image that caches run. */
  readonly image: string;
  readonly registries: readonly string[];
}

/**
 * Has a cache for each registry on the network of kind's nodes: containers that outlive the stack, with their content in a volume each. One
 * at a time on this machine, for stacks share them. Never fails: a registry without a cache is told, and used without.
 * @returns the registries that have one
 */
export function startCaches(engine: ContainerEngine, { image, registries }: Caches, say: Say): Promise<string[]> {
  return withLock(join(cacheDirectory(), "image-caches.lock"), async () => {
    const usable: string[] = [];
    for (const registry of registries) {
      try {
        await ensureCache(engine, image, registry);
        usable.push(registry);
      } catch (error) {
        say(
          `images of ${registry} are pulled without cache: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    return usable;
  });
}

/** @throws Error if another's container has the name, or it cannot be started */
async function ensureCache(engine: ContainerEngine, image: string, registry: string): Promise<void> {
  const name = cacheName(registry);
  const network = kindNetworkName(engine);
  const present = await inspectContainer(engine, name);
  if (present && !isCache(present, registry))
    throw new Error(`a container ${name} exists that this project did not make, so it is left alone`);
  if (present?.running && (await isOn(engine, name, network))) return;
  // The network that it was on may be gone; all that counts is in its volume.
  if (present) await succeed(engine, ["rm", "--force", name]);
  const { status, stderr } = await run(engine, runArguments(image, registry, network), { timeout: 300 });
  if (status === 0) return;
  const made = await inspectContainer(engine, name);
  if (made && isCache(made, registry)) await succeed(engine, ["rm", "--force", name]);
  throw new Error(`its container cannot be started (${stderr.trim().split("\n").at(-1) ?? ""})`);
}

export function runArguments(image: string, registry: string, network: string): string[] {
  const name = cacheName(registry);
  const variables = {
    REGISTRY_PROXY_REMOTEURL: registryUrl(registry),
    // What was pulled stays.
    REGISTRY_PROXY_TTL: "0",
  };
  return [
    ...["run", "--detach", "--name", name, "--network", network, "--restart", "unless-stopped"],
    ...["--label", `${cacheLabel}=${registry}`, "--volume", `${name}:/var/lib/registry`],
    ...Object.entries(variables).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
    image,
  ];
}

function isCache({ labels }: Pick<Container, "labels">, registry: string): boolean {
  return labels[cacheLabel] === registry;
}

async function isOn(engine: ContainerEngine, name: string, network: string): Promise<boolean> {
  return (await cachesOn(engine, network)).includes(name);
}

/** Names of the caches that are on a network, running or not. */
export function cachesOn(engine: ContainerEngine, network: string): Promise<string[]> {
  return namesOf(engine, ["ps", "-a", "--filter", `label=${cacheLabel}`, "--filter", `network=${network}`]);
}

/**
 * Removes every cache of this machine with its content.
 * @param isDry only tells
 * @returns names of containers and volumes, which are the same, and what could not be removed and why
 */
export async function removeCaches(
  engine: ContainerEngine,
  isDry: boolean,
): Promise<{ removed: string[]; problems: string[] }> {
  const containers = await namesOf(engine, ["ps", "-a", "--filter", `label=${cacheLabel}`]);
  const volumes = await namesOf(engine, ["volume", "ls", "--filter", `name=${cacheName("")}`], "{{.Name}}");
  const removed = new Set<string>();
  const problems: string[] = [];
  const remove = async (name: string, words: readonly string[]): Promise<void> => {
    const { status, stderr } = isDry
      ? { status: 0, stderr: "" }
      : await run(engine, [...words, name], { timeout: 120 });
    if (status === 0) removed.add(name);
    else problems.push(`${engine} ${words.join(" ")} ${name} failed: ${stderr.trim()}`);
  };
  for (const name of containers) await remove(name, ["rm", "--force"]);
  // A volume that somebody else's container uses is not removed by the engine.
  for (const name of volumes) await remove(name, ["volume", "rm"]);
  return { removed: [...removed].toSorted(), problems };
}

async function namesOf(engine: ContainerEngine, words: string[], format = "{{.Names}}"): Promise<string[]> {
  const list = await succeed(engine, [...words, "--format", format]);
  return list.split("\n").filter((name) => name !== "");
}
