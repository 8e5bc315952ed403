import * as pulumi from "@pulumi/pulumi";
import { type KubernetesManifest, replaceImageTag, withImages } from "../artifacts/index.ts";
import { multus } from "../versions.ts";
import { isDefinition } from "./network-definitions.ts";
import { KubernetesObject, objectName } from "./kubernetes-object.ts";

export interface MultusArgs {
  /** The thin plugin's manifest. Its CustomResourceDefinition is left to {@link NetworkDefinitions}. */
  readonly manifests: readonly KubernetesManifest[];
}

/** Multus, which gives pods their secondary networks. Its DaemonSet waits by itself for the configuration that OVN-Kubernetes writes. */
export class Multus extends pulumi.ComponentResource {
  constructor(name: string, args: MultusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Multus", name, {}, opts);
    for (const manifest of multusObjects(args.manifests))
      new KubernetesObject(objectName(name, manifest), manifest, { parent: this });
    this.registerOutputs();
  }
}

/** Multus' objects with its image's tag pinned: upstream's manifest says `:snapshot` at every version. */
export function multusObjects(manifests: readonly KubernetesManifest[]): KubernetesManifest[] {
  return withImages(
    manifests.filter((manifest) => !isDefinition(manifest)),
    (image) => replaceImageTag(image, { repository: multus.image, tag: multus.imageTag }),
  );
}
