import { type Preflight, requireGoodMachine } from "../machine/preflight.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { OwnedNetworks } from "../settings/network-clashes.ts";
import type { KindSettings, SimulatedSettings } from "../settings/settings.ts";
import { readClusterRecord } from "./cluster-record.ts";
import { findEngine, kindContainers } from "./container-engine.ts";
import { requireFreeNodeNetwork } from "./node-network.ts";
import { foreignCluster, owns } from "./ownership.ts";
import { stackOf } from "./stack-files.ts";

/**
 * Checks that a cluster which is to be made can be made, before anything of the stack is.
 * @param networks the scenario's, by what messages call them
 * @param preflight what the scenario asks of this machine; undefined: nothing is looked at
 * @throws SettingsError if kind has no container engine, another cluster has the name, its nodes' network is in the way, or this
 * machine surely cannot run the scenario
 */
export async function requireMeans(
  settings: KindSettings | SimulatedSettings,
  directory: string,
  networks: OwnedNetworks,
  preflight?: Preflight,
): Promise<void> {
  if (settings.kind === "simulated") return;
  const engine = await findEngine(settings.containerEngine);
  if (!engine.engine)
    throw new SettingsError([
      `a kind cluster needs a container engine: ${engine.reasons.join("; ")}`,
      "Start one (npm run doctor tells more), or run the lab without: " +
        `pulumi config set lab:cluster simulated --stack ${stackOf(directory)}`,
    ]);
  const containers = await kindContainers(engine.engine, settings.name);
  if (containers.length > 0 && !owns(readClusterRecord(directory), settings.name, containers))
    throw new SettingsError([foreignCluster(settings.name, stackOf(directory))]);
  await requireFreeNodeNetwork(engine.engine, settings, networks);
  if (preflight) await requireGoodMachine(engine, preflight);
}
