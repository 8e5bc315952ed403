import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, type KubernetesManifest, located, mirrored, withImages } from "../artifacts/index.ts";
import { type EmulationArgs, useEmulation } from "./emulation.ts";
import { manifestObjects, workloadsAfter } from "./manifest-objects.ts";
import { type Condition, type Patience, readiness } from "./readiness/index.ts";

export interface KubevirtArgs {
  /** The operator's manifest. */
  readonly manifests: readonly KubernetesManifest[];
  readonly version: string;
  readonly images: ImageSource;
  readonly emulation: EmulationArgs;
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
  readonly patience: Patience;
  /** What its pods wait for. */
  readonly podsNeed: readonly pulumi.Resource[];
}

/**
 * KubeVirt, which runs virtual machines in pods: its operator, and the one KubeVirt that makes the operator install the rest. Done when
 * that says Available; only then is there an API of virtual machines. The KubeVirt goes before the operator does, which is what ends
 * its deletion.
 */
export class Kubevirt extends pulumi.ComponentResource {
  /** The operator and the definition of KubeVirt. */
  readonly operator: readonly pulumi.Resource[];
  /** There when the kinds of virtual machines are, which is long before they can run: for what watches those kinds. */
  readonly definitions: pulumi.Resource;

  constructor(name: string, args: KubevirtArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Kubevirt", name, {}, opts);
    const manifests = kubevirtObjects(args.manifests, args.images);
    this.operator = manifestObjects(name, manifests, {
      parent: this,
      timeout: args.timeout,
      alsoAfter: workloadsAfter(args.podsNeed),
    });
    const limit = `${args.timeout}s`;
    const emulated = useEmulation(`${name}-kvm`, args.emulation, { parent: this });
    const deployment = new k8s.apiextensions.CustomResource(`${name}-deployment`, kubevirtResource(emulated), {
      parent: this,
      dependsOn: [...this.operator, ...args.podsNeed],
      customTimeouts: { delete: limit },
    });
    const ready = (suffix: string, conditions: readonly Condition[]) =>
      readiness(
        `${name}-${suffix}`,
        { ...args.patience, conditions, version: args.version },
        { parent: this, dependsOn: deployment },
      );
    this.definitions = ready("definitions", kubevirtDefinitionConditions);
    ready("ready", kubevirtConditions);
    this.registerOutputs();
  }
}

/**
 * The operator's objects. Its own image may have a digest, but not in the variable that tells of it: the operator takes the names and
 * tags of all that it starts from there, and would look for them by its own digest.
 */
export function kubevirtObjects(manifests: readonly KubernetesManifest[], images: ImageSource): KubernetesManifest[] {
  return withImages(
    manifests,
    (image) => located(image, images),
    (image) => mirrored(image, images.mirror),
  );
}

const identity = {
  apiVersion: "kubevirt.io/v1",
  kind: "KubeVirt",
  metadata: { namespace: "kubevirt", name: "kubevirt" },
};

/**
 * The KubeVirt of upstream's release with what the labs need. The binding `l2bridge`, which gives a guest the addresses of its pod's
 * primary network and lets it migrate, is no built-in one; the talk patched it in afterwards. No feature gate is needed: those of
 * binding plugins and of interface names are always on since v1.5.
 */
export function kubevirtResource(emulated: pulumi.Input<boolean>) {
  return {
    ...identity,
    spec: {
      imagePullPolicy: "IfNotPresent",
      configuration: {
        imagePullPolicy: "IfNotPresent",
        developerConfiguration: { useEmulation: emulated },
        network: { binding: { l2bridge: { domainAttachmentType: "managedTap", migration: {} } } },
      },
    },
  };
}

/** The operator makes the definitions before all else that it installs (pkg/virt-operator/resource/apply/reconcile.go). */
export const kubevirtDefinitionConditions: readonly Condition[] = [
  { is: "definition-established", name: "virtualmachines.kubevirt.io" },
  { is: "definition-established", name: "virtualmachineinstances.kubevirt.io" },
];

export const kubevirtConditions: readonly Condition[] = [
  { is: "object-condition", object: identity, condition: "Available", podsOf: "kubevirt" },
];
