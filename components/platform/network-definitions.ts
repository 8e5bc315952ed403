import * as pulumi from "@pulumi/pulumi";
import type { KubernetesManifest } from "../artifacts/index.ts";
import { KubernetesObject, objectName } from "./kubernetes-object.ts";

export interface NetworkDefinitionsArgs {
  /** Manifests of multus, MultiNetworkPolicy and IPAMClaim; only their CustomResourceDefinitions are taken. */
  readonly manifests: readonly KubernetesManifest[];
}

/**
 * The API of secondary networks: NetworkAttachmentDefinition, MultiNetworkPolicy and IPAMClaim. OVN-Kubernetes with
 * multi-network gives up 60 s after its start if one of them is missing, so they come before its chart.
 */
export class NetworkDefinitions extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkDefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NetworkDefinitions", name, {}, opts);
    for (const manifest of args.manifests.filter(isDefinition))
      new KubernetesObject(objectName(name, manifest), manifest, { parent: this });
    this.registerOutputs();
  }
}

export function isDefinition(manifest: KubernetesManifest): boolean {
  return manifest.kind === "CustomResourceDefinition";
}
