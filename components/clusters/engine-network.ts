import ipaddr from "ipaddr.js";
import { z } from "zod";
import { run } from "../processes.ts";
import type { Cidr } from "../settings/cidr.ts";
import type { ContainerEngine } from "./container-engine.ts";

/** The container network that kind puts its nodes on. */
export interface EngineNetwork {
  readonly engine: ContainerEngine;
  readonly name: string;
  /** In CIDR form, of either family. */
  readonly subnets: readonly Cidr[];
}

/** The network that kind puts its nodes on: `kind`, or the one that its own environment variables name. */
export function kindNetworkName(engine: ContainerEngine, environment: NodeJS.ProcessEnv = process.env): string {
  return environment[`KIND_EXPERIMENTAL_${engine.toUpperCase()}_NETWORK`] || "kind";
}

/**
 * Looks for kind's network.
 * @returns undefined if there is none yet, or the engine does not tell; kind makes it with its first cluster
 */
export async function engineNetwork(
  engine: ContainerEngine,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<EngineNetwork | undefined> {
  const name = kindNetworkName(engine, environment);
  const answer = await run(engine, ["network", "inspect", name], { timeout: 15, environment });
  const subnets = answer.status === 0 ? subnetsIn(answer.stdout) : undefined;
  return subnets && { engine, name, subnets };
}

const docker = z.object({ IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string() })).nullable() }) });
const podman = z.object({ subnets: z.array(z.object({ subnet: z.string() })).nullish() });

/** The subnets in what docker or podman print of a network. Those of containers may have host bits set, which are cleared. */
export function subnetsIn(inspected: string): Cidr[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(inspected);
  } catch {
    return undefined;
  }
  const answer = z
    .array(z.union([docker, podman]))
    .min(1)
    .safeParse(value).data?.[0];
  if (!answer) return undefined;
  const written =
    "IPAM" in answer
      ? (answer.IPAM.Config ?? []).map((config) => config.Subnet)
      : (answer.subnets ?? []).map((one) => one.subnet);
  return written.filter((subnet) => ipaddr.isValidCIDR(subnet)).map(withoutHostBits);
}

function withoutHostBits(subnet: string): Cidr {
  const [address, length] = ipaddr.parseCIDR(subnet);
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(subnet).toString()}/${length}`;
}
