import * as pulumi from "@pulumi/pulumi";
import type { KubernetesManifest } from "../artifacts/index.ts";
import { isDefinition, manifestObjects } from "./manifest-objects.ts";

export interface DefinitionsArgs {
  /** Only their CustomResourceDefinitions are taken. */
  readonly manifests: readonly KubernetesManifest[];
  /** Seconds that one may take to be served. */
  readonly timeout: number;
}

/**
 * The API of secondary networks: NetworkAttachmentDefinition, MultiNetworkPolicy and IPAMClaim. OVN-Kubernetes with
 * multi-network gives up 60 s after its start if one of them is missing, so they come before its chart.
 */
export class NetworkDefinitions extends pulumi.ComponentResource {
  constructor(name: string, args: DefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NetworkDefinitions", name, {}, opts);
    manifestObjects(name, args.manifests.filter(isDefinition), { parent: this, timeout: args.timeout });
    this.registerOutputs();
  }
}
