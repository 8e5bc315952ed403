import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, type KubernetesManifest, located, replaceImageTag, withImages } from "../artifacts/index.ts";
import { ipamExtensionsImage } from "../versions.ts";
import { manifestObjects, workloadsAfter } from "./manifest-objects.ts";
import { type Condition, type Patience, readiness } from "./readiness/index.ts";

export interface IpamExtensionsArgs {
  readonly manifests: readonly KubernetesManifest[];
  readonly imageTag: string;
  readonly images: ImageSource;
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
  /** Undefined where no webhook answers, and none is asked. */
  readonly patience: Patience | undefined;
  /** What its Issuer and its Certificate wait for. */
  readonly certificatesNeed: readonly pulumi.Resource[];
  /** What its pods wait for. */
  readonly podsNeed: readonly pulumi.Resource[];
}

/**
 * KubeVirt's ipam-extensions, which keeps the addresses of virtual machines on networks with persistent IPs. It comes after
 * cert-manager, whose Issuer and Certificate it brings, and after the kinds of KubeVirt, which it watches. Done when its webhook answers.
 */
export class IpamExtensions extends pulumi.ComponentResource {
  constructor(name: string, args: IpamExtensionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:IpamExtensions", name, {}, opts);
    const manifests = ipamExtensionsObjects(args.manifests, args);
    const forPods = workloadsAfter(args.podsNeed);
    const objects = manifestObjects(name, manifests, {
      parent: this,
      timeout: args.timeout,
      alsoAfter: (manifest) =>
        manifest.apiVersion.startsWith("cert-manager.io/") ? args.certificatesNeed : forPods(manifest),
    });
    if (args.patience)
      readiness(
        `${name}-ready`,
        { ...args.patience, conditions: ipamExtensionsConditions, version: args.imageTag },
        { parent: this, dependsOn: [...objects, ...args.podsNeed] },
      );
    this.registerOutputs();
  }
}

/** Its objects with its image's tag pinned: the repository's manifest says `:main` at every tag. */
export function ipamExtensionsObjects(
  manifests: readonly KubernetesManifest[],
  { imageTag, images }: Pick<IpamExtensionsArgs, "imageTag" | "images">,
): KubernetesManifest[] {
  return withImages(manifests, (image) =>
    located(replaceImageTag(image, { repository: ipamExtensionsImage, tag: imageTag }), images),
  );
}

const namespace = "kubevirt-ipam-controller-system";

/**
 * The webhook is asked for pods with the label of KubeVirt's launchers and for no others, and refuses them all while it does not
 * answer (failurePolicy Fail). It lets one pass that no machine belongs to: one without the annotation `kubevirt.io/domain`
 * (pkg/ipamclaimswebhook/podmutator.go).
 */
export const ipamExtensionsConditions: readonly Condition[] = [
  {
    is: "webhook-trusted",
    kind: "MutatingWebhookConfiguration",
    name: "kubevirt-ipam-controller-mutating-webhook-configuration",
  },
  {
    is: "dry-run-passes",
    object: {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { namespace, name: "lab-dry-run", labels: { "kubevirt.io": "virt-launcher" } },
      spec: { containers: [{ name: "none", image: "lab.invalid/never-run" }] },
    },
    podsOf: namespace,
  },
];
