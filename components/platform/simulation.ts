import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesManifest } from "../artifacts/index.ts";
import { delayedStages } from "../clusters/simulation/delays/delayed-stages.ts";
import type { Stage } from "../clusters/simulation/stage.ts";
import type { ClusterSettings } from "../settings/settings.ts";
import { manifestObjects } from "./manifest-objects.ts";

export interface SimulationArgs {
  /** What an operator would install: CustomResourceDefinitions. */
  readonly definitions?: readonly KubernetesManifest[];
  /** What controllers would do with objects. */
  readonly stages: readonly Stage[];
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
}

/** Stages of controllers, with the delays that the cluster's settings ask for. */
export function simulatedStages(stages: readonly Stage[], cluster: ClusterSettings): readonly Stage[] {
  return delayedStages(stages, cluster.kind === "simulated" ? (cluster.delays ?? 0) : 0);
}

/**
 * Stands for controllers that do not run on a simulated cluster, by KWOK's Stages. They come after the
 * CustomResourceDefinitions of their objects, for KWOK looks those up once, when a Stage appears.
 */
export class Simulation extends pulumi.ComponentResource {
  constructor(name: string, args: SimulationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Simulation", name, {}, opts);
    const definitions = manifestObjects(name, args.definitions ?? [], { parent: this, timeout: args.timeout });
    for (const stage of args.stages)
      new k8s.apiextensions.CustomResource(`${name}-${stage.metadata.name}`, stage, {
        parent: this,
        dependsOn: definitions,
      });
    this.registerOutputs();
  }
}
