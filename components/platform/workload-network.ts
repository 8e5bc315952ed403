import * as pulumi from "@pulumi/pulumi";
import { type Patience, readiness } from "./readiness/index.ts";

/**
 * Done when an ordinary pod gets a working network: CoreDNS is Available. It is the first pod that is not on its host's
 * network; OVN-Kubernetes rolled out and nodes Ready have been seen while every such pod still stayed in ContainerCreating.
 */
export class WorkloadNetwork extends pulumi.ComponentResource {
  constructor(name: string, args: Patience, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:WorkloadNetwork", name, {}, opts);
    readiness(
      `${name}-ready`,
      { ...args, conditions: [{ is: "deployment-available", namespace: "kube-system", name: "coredns" }] },
      { parent: this },
    );
    this.registerOutputs();
  }
}
