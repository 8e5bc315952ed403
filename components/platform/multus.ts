import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, type KubernetesManifest, located, replaceImageTag, withImages } from "../artifacts/index.ts";
import { multusImage } from "../versions.ts";
import { isDefinition, manifestObjects, workloadsAfter } from "./manifest-objects.ts";

export interface MultusArgs {
  /** The thin plugin's manifest. Its CustomResourceDefinition is left to {@link NetworkDefinitions}. */
  readonly manifests: readonly KubernetesManifest[];
  readonly imageTag: string;
  readonly images: ImageSource;
  /** Seconds that its DaemonSet may take to become ready. */
  readonly timeout: number;
  /** What its pods wait for. */
  readonly podsNeed: readonly pulumi.Resource[];
}

/**
 * Multus, which gives pods their secondary networks. Its pods come after OVN-Kubernetes: while there is no CNI configuration they
 * end with exit status 0 and are started ever more slowly (five restarts seen with v4.1.3).
 */
export class Multus extends pulumi.ComponentResource {
  constructor(name: string, args: MultusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Multus", name, {}, opts);
    manifestObjects(name, multusObjects(args.manifests, args), {
      parent: this,
      timeout: args.timeout,
      alsoAfter: workloadsAfter(args.podsNeed),
    });
    this.registerOutputs();
  }
}

/** Multus' objects with its image's tag pinned: upstream's manifest says `:snapshot` at every version. */
export function multusObjects(
  manifests: readonly KubernetesManifest[],
  { imageTag, images }: Pick<MultusArgs, "imageTag" | "images">,
): KubernetesManifest[] {
  return withImages(
    manifests.filter((manifest) => !isDefinition(manifest)),
    (image) => located(replaceImageTag(image, { repository: multusImage, tag: imageTag }), images),
  );
}
