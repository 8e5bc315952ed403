import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../clusters/simulation/stage.ts";

export interface SimulationArgs {
  readonly stages: readonly Stage[];
}

/**
 * Stands for controllers that do not run on a simulated cluster, by KWOK's Stages. They come after the
 * CustomResourceDefinitions of their objects, for KWOK looks those up once, when a Stage appears.
 */
export class Simulation extends pulumi.ComponentResource {
  constructor(name: string, args: SimulationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Simulation", name, {}, opts);
    for (const stage of args.stages)
      new k8s.apiextensions.CustomResource(`${name}-${stage.metadata.name}`, stage, { parent: this });
    this.registerOutputs();
  }
}
