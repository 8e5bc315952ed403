import { overlayMutations } from "../support/fabric/mutations/overlay.ts";
import { describeLab } from "../support/fabric/suite.ts";

describeLab({
  scenario: "overlay",
  stages: (lab) => [{ step: undefined, mutations: overlayMutations(lab) }],
});
