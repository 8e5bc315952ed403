import { guestLogin } from "../../../../components/virtual-machines/cloud-init.ts";
import type { FabricLab } from "../lab.ts";
import { type Mutation, mutation } from "./mutation.ts";

/** What can go wrong with the guests of a lab. */
export class GuestMutations {
  readonly #labOf: () => FabricLab;

  /** @param labOf gives the lab when it is there: mutations are listed before */
  constructor(labOf: () => FabricLab) {
    this.#labOf = labOf;
  }

  /** Nobody is logged in any more, and the password of the checks is wrong. */
  otherPassword(breaks: Mutation["breaks"], namespace: string, name: string): Mutation {
    const guest = () => this.#labOf().machines.guest(namespace, name);
    return mutation(
      `${name} knows another password`,
      breaks,
      async () => {
        await guest().halt();
        await guest().setPassword("other");
        await guest().offerLogin();
      },
      () => guest().setPassword(guestLogin.password),
    );
  }
}
