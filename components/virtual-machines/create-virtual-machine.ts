import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../platform/index.ts";
import { withSecretUserData } from "../secret-inputs.ts";
import type { ScenarioSettings } from "../settings/settings.ts";
import { virtualMachine, type VirtualMachineSpec } from "./virtual-machine.ts";

export interface VirtualMachineContext {
  readonly platform: Pick<Platform, "workloadsNeed" | "virtualMachinesNeed">;
  /** Its namespace and its networks. */
  readonly needs: Iterable<pulumi.Resource>;
  readonly options: { readonly parent: pulumi.Resource; readonly dependsOn: readonly pulumi.Resource[] };
  readonly emulation: ScenarioSettings["emulation"];
  /** Seconds that a workload may take to become ready. */
  readonly readinessTimeout: number;
}

/** Makes a virtual machine and waits until its guest runs. */
export function createVirtualMachine(
  name: string,
  machine: VirtualMachineSpec,
  { platform, needs, options, emulation, readinessTimeout }: VirtualMachineContext,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(name, withSecretUserData(virtualMachine(machine)), {
    parent: options.parent,
    dependsOn: [...options.dependsOn, ...platform.workloadsNeed, ...platform.virtualMachinesNeed, ...needs],
    customTimeouts: { create: `${guestTimeout(readinessTimeout, emulation)}s` },
    // KubeVirt takes a new template, but the guest that runs keeps the old one until somebody restarts it.
    replaceOnChanges: ["spec"],
    deleteBeforeReplace: true,
    // KubeVirt's webhook fills in the type, which a refresh would otherwise take for a change.
    ...(machine.anyMachineType ? { ignoreChanges: ["spec.template.spec.domain.machine.type"] } : {}),
  });
}

/** Seconds that a guest may take to run: three times as long as a pod where its processor may be emulated. */
export function guestTimeout(readinessTimeout: number, emulation: ScenarioSettings["emulation"]): number {
  return emulation === "off" ? readinessTimeout : 3 * readinessTimeout;
}
