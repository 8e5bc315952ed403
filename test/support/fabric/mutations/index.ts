import { defaultScenarioSettings } from "../../../../components/settings/default-settings.ts";
import type { ScenarioSettings } from "../../../../components/settings/settings.ts";
import { vmMutations } from "../guests/vm-mutations/index.ts";
import { localnetMutations, localnetPolicyMutations } from "./localnet.ts";
import type { Mutation } from "./mutation.ts";
import { overlayMixedMutations } from "./overlay-mixed.ts";
import { overlayMutations } from "./overlay.ts";
import { addedTenantMutations, policyMutations, workshopMutations } from "./udn-pods.ts";

const unbuilt = (): never => {
  throw new Error("this mutation is only listed: there is no lab");
};

/** What scenarios are built with in the fabric, by their names; default: nothing is set. Two tenants stand for any number of them. */
export const labSettings: Readonly<Record<string, Pick<ScenarioSettings, "scale">>> = { "udn-pods": { scale: 2 } };

/** The settings of a scenario in the fabric, all of them. */
export function settingsInFabric(scenario: string): ScenarioSettings {
  return { ...defaultScenarioSettings, ...labSettings[scenario] };
}

/** All mutations by scenario, to be listed. None of them can be applied. */
export const listedMutations: Readonly<Record<string, readonly Mutation[]>> = {
  overlay: overlayMutations(unbuilt),
  "overlay-mixed": overlayMixedMutations(unbuilt),
  localnet: [...localnetMutations(unbuilt, unbuilt), ...localnetPolicyMutations(unbuilt, unbuilt)],
  "udn-pods": [...workshopMutations(unbuilt), ...policyMutations(unbuilt), ...addedTenantMutations(unbuilt)],
  "udn-vms": vmMutations.map(({ name, breaks }) => ({ name, breaks, apply: unbuilt })),
};
