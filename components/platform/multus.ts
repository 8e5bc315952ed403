import * as pulumi from "@pulumi/pulumi";
import { type KubernetesManifest, replaceImageTag, withImages } from "../artifacts/index.ts";
import { multusImage } from "../versions.ts";
import { isDefinition } from "./network-definitions.ts";
import { KubernetesObject, objectName } from "./kubernetes-object.ts";

export interface MultusArgs {
  /** The thin plugin's manifest. Its CustomResourceDefinition is left to {@link NetworkDefinitions}. */
  readonly manifests: readonly KubernetesManifest[];
  readonly imageTag: string;
  /** Seconds that its DaemonSet may take to become ready. */
  readonly timeout: number;
}

/**
 * Multus, which gives pods their secondary networks. It comes after OVN-Kubernetes: while there is no CNI configuration it
 * ends with exit status 0 and is started ever more slowly (five restarts seen with v4.1.3).
 */
export class Multus extends pulumi.ComponentResource {
  constructor(name: string, args: MultusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Multus", name, {}, opts);
    const limit = `${args.timeout}s`;
    for (const manifest of multusObjects(args.manifests, args.imageTag))
      new KubernetesObject(objectName(name, manifest), manifest, {
        parent: this,
        customTimeouts: { create: limit, update: limit },
      });
    this.registerOutputs();
  }
}

/** Multus' objects with its image's tag pinned: upstream's manifest says `:snapshot` at every version. */
export function multusObjects(manifests: readonly KubernetesManifest[], imageTag: string): KubernetesManifest[] {
  return withImages(
    manifests.filter((manifest) => !isDefinition(manifest)),
    (image) => replaceImageTag(image, { repository: multusImage, tag: imageTag }),
  );
}
