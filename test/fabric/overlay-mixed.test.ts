import { overlayMixedMutations } from "../support/fabric/mutations/overlay-mixed.ts";
import { guestNeeds } from "../support/fabric/needs.ts";
import { describeLab } from "../support/fabric/suite.ts";

describeLab({
  scenario: "overlay-mixed",
  needs: guestNeeds,
  stages: (lab) => [{ step: undefined, mutations: overlayMixedMutations(lab) }],
});
