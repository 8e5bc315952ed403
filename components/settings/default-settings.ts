import { versionSets } from "../versions.ts";
import { settingDefinitions } from "./setting-definitions.ts";
import type { ScenarioSettings } from "./settings.ts";

/** What a scenario follows where nothing is set. */
export const defaultScenarioSettings: ScenarioSettings = {
  ipFamily: settingDefinitions.ipFamily.default,
  namePrefix: settingDefinitions.namePrefix.default,
  versions: versionSets[settingDefinitions.versions.default],
  emulation: settingDefinitions.emulation.default,
  mtu: settingDefinitions.mtu.default,
  localnet: {
    vlanId: settingDefinitions.vlanId.default,
    subnet: settingDefinitions.localnetSubnet.default,
    databasePort: settingDefinitions.databasePort.default,
    bridge: undefined,
  },
  scale: settingDefinitions.scale.default,
};
