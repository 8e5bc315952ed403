import { permissiveDefinition } from "./definition.ts";
import { lacksCondition, type Stage, statusStage } from "./stage.ts";

const versions = ["v1", "v1alpha3"];
const group = "kubevirt.io";

/** What KubeVirt's operator would install, as far as the labs use it. */
export const kubevirtDefinitions = [
  permissiveDefinition({
    group,
    kind: "VirtualMachine",
    plural: "virtualmachines",
    shortNames: ["vm", "vms"],
    versions,
  }),
  permissiveDefinition({
    group,
    kind: "VirtualMachineInstance",
    plural: "virtualmachineinstances",
    shortNames: ["vmi", "vmis"],
    versions,
  }),
  permissiveDefinition({
    group,
    kind: "VirtualMachineInstanceMigration",
    plural: "virtualmachineinstancemigrations",
    shortNames: ["vmim", "vmims"],
    versions,
  }),
];

/** What KubeVirt's operator and controllers would set: it is deployed at once, and so runs every virtual machine. */
export const kubevirtStages: readonly Stage[] = [
  statusStage(
    "kubevirt-available",
    { apiGroup: "kubevirt.io/v1", kind: "KubeVirt" },
    [lacksCondition("Available")],
    `
phase: Deployed
conditions:
- type: Available
  status: "True"
  reason: Simulated
  message: nothing was deployed, this cluster is simulated
  lastTransitionTime: {{ Now | Quote }}
`,
  ),
  statusStage(
    "virtualmachine-ready",
    { apiGroup: "kubevirt.io/v1", kind: "VirtualMachine" },
    [lacksCondition("Ready")],
    `
created: true
ready: true
printableStatus: Running
conditions:
- type: Ready
  status: "True"
  reason: Simulated
  message: nothing runs, this cluster is simulated
  lastTransitionTime: {{ Now | Quote }}
`,
  ),
];
