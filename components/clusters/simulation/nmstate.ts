import { lacksCondition, type Stage, statusStage } from "./stage.ts";

/** What nmstate's handlers would set: policies count as applied as soon as they are there. The definitions are upstream's own. */
export const nmstateStages: readonly Stage[] = [
  statusStage(
    "nodenetworkconfigurationpolicy-available",
    { apiGroup: "nmstate.io/v1", kind: "NodeNetworkConfigurationPolicy" },
    [lacksCondition("Available")],
    `
conditions:
- type: Available
  status: "True"
  reason: SuccessfullyConfigured
  message: nothing was configured, this cluster is simulated
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
`,
  ),
];
