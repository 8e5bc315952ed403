import { policyMutations, workshopMutations } from "../support/fabric/mutations/udn-pods.ts";
import { describeLab } from "../support/fabric/suite.ts";

describeLab({
  scenario: "udn-pods",
  stages: (lab) => [
    { step: "before-policy", mutations: workshopMutations(lab) },
    { step: undefined, mutations: policyMutations(lab) },
  ],
});
