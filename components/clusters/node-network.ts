import { cidrFamily } from "../settings/cidr.ts";
import { networkClashes, otherRanges, type OwnedNetworks } from "../settings/network-clashes.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { KindSettings } from "../settings/settings.ts";
import { type ContainerEngine, findEngine } from "./container-engine.ts";
import { type EngineNetwork, engineNetwork } from "./engine-network.ts";

type ClusterNetworks = Pick<KindSettings, "podSubnets" | "serviceSubnets">;

/** Seconds that a look which only may be taken waits for an engine. */
const patience = 3;

/**
 * Compares the network of kind's nodes with the cluster's networks and the scenario's. Its ranges are known at run time alone.
 * @param wanted the scenario's networks by what messages call them
 * @throws SettingsError that names both networks if any overlap
 */
export async function requireFreeNodeNetwork(
  engine: ContainerEngine,
  settings: ClusterNetworks,
  wanted: OwnedNetworks,
): Promise<void> {
  const network = await engineNetwork(engine);
  const problems = network ? nodeNetworkProblems(network, settings, wanted) : [];
  if (problems.length > 0) throw new SettingsError(problems);
}

/** The same where nothing needs an engine, such as in a preview: not at all if none answers at once. */
export async function compareNodeNetwork(settings: KindSettings, wanted: OwnedNetworks): Promise<void> {
  const { engine } = await findEngine(settings.containerEngine, patience);
  if (engine) await requireFreeNodeNetwork(engine, settings, wanted);
}

export function nodeNetworkProblems(
  { engine, name, subnets }: EngineNetwork,
  { podSubnets, serviceSubnets }: ClusterNetworks,
  wanted: OwnedNetworks,
): string[] {
  const nodes = { [`${engine}'s network ${name}, which kind's nodes are on`]: subnets };
  const ofCluster = networkClashes({ "lab:podSubnet": podSubnets, "lab:serviceSubnet": serviceSubnets }, nodes);
  const ofScenario = networkClashes(wanted, nodes);
  const lacksIpv6 = podSubnets.some((subnet) => cidrFamily(subnet) === "ipv6") && !subnets.some(isIpv6);
  const problems = [
    ...ofCluster,
    ...ofScenario,
    ...(lacksIpv6
      ? [`${engine}'s network ${name}, which kind's nodes are on, has no IPv6, and the cluster needs it`]
      : []),
  ];
  if (problems.length === 0) return [];
  return [
    ...problems,
    ...(ofCluster.length > 0 ? [otherRanges] : []),
    ...(ofScenario.length > 0 || lacksIpv6
      ? [
          `While no cluster uses it, remove it (${engine} network rm ${name}) and make it anew with another range: ` +
            `${engine} network create ${lacksIpv6 ? "--ipv6 " : ""}--subnet <range> ${name}`,
        ]
      : []),
  ];
}

const isIpv6 = (subnet: string): boolean => cidrFamily(subnet) === "ipv6";
