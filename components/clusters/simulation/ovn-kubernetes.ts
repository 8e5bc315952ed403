import { lacksCondition, type Stage, statusStage } from "./stage.ts";

/** What OVN-Kubernetes' control plane would set: networks count as created as soon as they are there. */
export const ovnKubernetesStages: readonly Stage[] = ["UserDefinedNetwork", "ClusterUserDefinedNetwork"].map((kind) =>
  statusStage(
    `${kind.toLowerCase()}-created`,
    { apiGroup: "k8s.ovn.org/v1", kind },
    [lacksCondition("NetworkCreated")],
    `
conditions:
- type: NetworkCreated
  status: "True"
  reason: Simulated
  message: nothing was created, this cluster is simulated
  lastTransitionTime: {{ Now | Quote }}
`,
  ),
);
