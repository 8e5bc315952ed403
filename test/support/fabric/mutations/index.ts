import { vmMutations } from "../guests/vm-mutations/index.ts";
import { localnetMutations, localnetPolicyMutations } from "./localnet.ts";
import type { Mutation } from "./mutation.ts";
import { overlayMixedMutations } from "./overlay-mixed.ts";
import { overlayMutations } from "./overlay.ts";
import { policyMutations, workshopMutations } from "./udn-pods.ts";

const unbuilt = (): never => {
  throw new Error("this mutation is only listed: there is no lab");
};

/** All mutations by scenario, to be listed. None of them can be applied. */
export const listedMutations: Readonly<Record<string, readonly Mutation[]>> = {
  overlay: overlayMutations(unbuilt),
  "overlay-mixed": overlayMixedMutations(unbuilt),
  localnet: [...localnetMutations(unbuilt, unbuilt), ...localnetPolicyMutations(unbuilt, unbuilt)],
  "udn-pods": [...workshopMutations(unbuilt), ...policyMutations(unbuilt)],
  "udn-vms": vmMutations.map(({ name, breaks }) => ({ name, breaks, apply: unbuilt })),
};
