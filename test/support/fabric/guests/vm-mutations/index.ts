import type { Mutation } from "../../mutations/mutation.ts";
import type { VmLab } from "../vm-lab.ts";
import { consoleMutations } from "./consoles.ts";
import { migrationMutations } from "./migration.ts";
import { networkMutations } from "./network.ts";
import type { LabMutation } from "./spoil.ts";

/** What the checks of scenario udn-vms have to see. */
export const vmMutations: readonly LabMutation[] = [...networkMutations, ...consoleMutations, ...migrationMutations];

/** A mutation of one lab. While it lasts the lab gives up soon: a check that is to fail is not waited for as one that is to pass. */
export function mutationOf(lab: VmLab, { spoil, ...mutation }: LabMutation): Mutation {
  return {
    ...mutation,
    apply: async () => {
      const restore = await spoil(lab);
      lab.isHurried = true;
      return async () => {
        lab.isHurried = false;
        await restore();
      };
    },
  };
}
