import { z } from "zod";
import { type ContainerEngine, succeed } from "../clusters/container-engine.ts";
import { kindNetworkName } from "../clusters/engine-network.ts";
import type { Link } from "./links.ts";

const docker = z.object({
  Id: z.string().min(12),
  Options: z.record(z.string(), z.string()).nullish(),
});
const podman = z.object({ network_interface: z.string().min(1) });

/** Asks the engine which interface of this machine is the bridge of kind's nodes. @throws Error with the engine's words if it has no such network */
export async function kindBridge(engine: ContainerEngine): Promise<string> {
  return bridgeName(await succeed(engine, ["network", "inspect", kindNetworkName(engine)]));
}

/**
 * The bridge in what `network inspect` says: podman names it, docker calls it `br-` and the first 12 characters of the
 * network's id unless an option names it.
 * @throws Error if it is neither
 */
export function bridgeName(inspected: string): string {
  const [first] = z.array(z.unknown()).parse(JSON.parse(inspected));
  const named = podman.safeParse(first);
  if (named.success) return named.data.network_interface;
  const { Id, Options } = docker.parse(first);
  return Options?.["com.docker.network.bridge.name"] || `br-${Id.slice(0, 12)}`;
}

/** The bridge among this machine's interfaces. @throws Error that says where it may be instead */
export function requireBridge(links: readonly Link[], name: string, engine: ContainerEngine): Link {
  const bridge = links.find((link) => link.name === name);
  if (bridge) return bridge;
  throw new Error(
    `the bridge ${name} of ${engine}'s network ${kindNetworkName(engine)} is no interface of this machine. A rootless engine and Docker Desktop keep it in a ` +
      `network of their own, where no VLAN can be put on it: use an engine that runs as root (docker's own daemon, or podman as root)`,
  );
}
