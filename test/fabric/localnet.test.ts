import { localnetMutations, localnetPolicyMutations } from "../support/fabric/mutations/localnet.ts";
import { guestNeeds } from "../support/fabric/needs.ts";
import { Outside } from "../support/fabric/outside.ts";
import { describeLab } from "../support/fabric/suite.ts";

let outside: Outside | undefined;
const theOutside = (): Outside => {
  if (!outside) throw new Error("there is nothing outside yet");
  return outside;
};

describeLab({
  scenario: "localnet",
  needs: [...guestNeeds, { program: "psql", package: "postgresql" }],
  prepare: async (lab) => {
    outside = await Outside.start(lab);
  },
  stages: (lab) => [
    { step: "virtual-machine", mutations: localnetMutations(lab, theOutside) },
    { step: undefined, mutations: localnetPolicyMutations(lab, theOutside) },
  ],
});

after(() => outside?.stop());
