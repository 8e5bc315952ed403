import { addedTenantMutations, policyMutations, workshopMutations } from "../support/fabric/mutations/udn-pods.ts";
import { describeLab } from "../support/fabric/suite.ts";

describeLab({
  scenario: "udn-pods",
  needs: [{ program: "dig", package: "bind9-dnsutils" }],
  stages: (lab) => [
    { step: "before-policy", mutations: workshopMutations(lab) },
    { step: undefined, mutations: [...policyMutations(lab), ...addedTenantMutations(lab)] },
  ],
});
