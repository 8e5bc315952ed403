import { SettingsError } from "../settings/settings-error.ts";
import type { OwnedNetworks } from "../settings/network-clashes.ts";
import type { KindSettings, SimulatedSettings } from "../settings/settings.ts";
import { readClusterRecord } from "./cluster-record.ts";
import { findEngine, kindContainers } from "./container-engine.ts";
import { requireFreeNodeNetwork } from "./node-network.ts";
import { foreignCluster, owns } from "./ownership.ts";

/**
 * Checks that a cluster which is to be made can be made, before anything of the stack is.
 * @param networks the scenario's, by what messages call them
 * @throws SettingsError if kind has no container engine, another cluster has the name, or its nodes' network is in the way
 */
export async function requireMeans(
  settings: KindSettings | SimulatedSettings,
  directory: string,
  networks: OwnedNetworks,
): Promise<void> {
  if (settings.kind === "simulated") return;
  const engine = await findEngine(settings.containerEngine);
  if (!engine.engine)
    throw new SettingsError([
      `a kind cluster needs a container engine: ${engine.reasons.join("; ")}`,
      "Start one, or run the lab without: pulumi config set lab:cluster simulated. npm run doctor tells more.",
    ]);
  const containers = await kindContainers(engine.engine, settings.name);
  if (containers.length > 0 && !owns(readClusterRecord(directory), settings.name, containers))
    throw new SettingsError([foreignCluster(settings.name)]);
  await requireFreeNodeNetwork(engine.engine, settings, networks);
}
