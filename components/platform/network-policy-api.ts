import * as pulumi from "@pulumi/pulumi";
import { isDefinition, manifestObjects } from "./manifest-objects.ts";
import type { DefinitionsArgs } from "./network-definitions.ts";

/**
 * The API of AdminNetworkPolicy and BaselineAdminNetworkPolicy, so that it can be shown that there are none. OVN-Kubernetes does
 * not act on them: its `enableAdminNetworkPolicy` is off, as in the talks.
 */
export class NetworkPolicyApi extends pulumi.ComponentResource {
  constructor(name: string, args: DefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NetworkPolicyApi", name, {}, opts);
    manifestObjects(name, args.manifests.filter(isDefinition), { parent: this, timeout: args.timeout });
    this.registerOutputs();
  }
}
