import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, type KubernetesManifest, located, withImages } from "../artifacts/index.ts";
import { manifestObjects, workloadsAfter } from "./manifest-objects.ts";
import { type Condition, type Patience, readiness } from "./readiness/index.ts";

export interface CertManagerArgs {
  readonly manifests: readonly KubernetesManifest[];
  readonly version: string;
  readonly images: ImageSource;
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
  /** Undefined where no webhook answers, and none is asked. */
  readonly patience: Patience | undefined;
  /** What its pods wait for. */
  readonly podsNeed: readonly pulumi.Resource[];
}

/** cert-manager, which ipam-extensions has its webhook's certificate from. Done when its own webhook lets an Issuer pass. */
export class CertManager extends pulumi.ComponentResource {
  constructor(name: string, args: CertManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:CertManager", name, {}, opts);
    const manifests = withImages(args.manifests, (image) => located(image, args.images));
    const objects = manifestObjects(name, manifests, {
      parent: this,
      timeout: args.timeout,
      alsoAfter: workloadsAfter(args.podsNeed),
    });
    if (args.patience)
      readiness(
        `${name}-ready`,
        { ...args.patience, conditions: certManagerConditions, version: args.version },
        { parent: this, dependsOn: [...objects, ...args.podsNeed] },
      );
    this.registerOutputs();
  }
}

/**
 * A webhook whose Deployment is Available may still refuse: its authority is put into the configuration by the cainjector. Until the
 * authority is there, a dry run could also pass because the API server does not know of the webhook yet.
 */
export const certManagerConditions: readonly Condition[] = [
  { is: "webhook-trusted", kind: "ValidatingWebhookConfiguration", name: "cert-manager-webhook" },
  {
    is: "dry-run-passes",
    object: {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { namespace: "default", name: "lab-dry-run" },
      spec: { selfSigned: {} },
    },
    podsOf: "cert-manager",
  },
];
