import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, type KubernetesManifest, located, podSpecOf, withImages } from "../artifacts/index.ts";
import { manifestObjects, workloadsAfter } from "./manifest-objects.ts";
import { type Condition, type Patience, readiness } from "./readiness/index.ts";

export interface NmstateArgs {
  /** The operator's manifests and the definition of NMState. */
  readonly manifests: readonly KubernetesManifest[];
  readonly version: string;
  readonly images: ImageSource;
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
  /** Undefined where no operator runs, so that nothing would ever be ready. */
  readonly patience: Patience | undefined;
  /** What gives the workers a NetworkManager, without which the handlers do not become ready. */
  readonly nodesReady?: readonly pulumi.Resource[];
  /** What its pods wait for. */
  readonly podsNeed: readonly pulumi.Resource[];
}

/**
 * kubernetes-nmstate, which configures the networks of nodes as NodeNetworkConfigurationPolicies say: its operator, and the one
 * NMState that makes the operator install the rest. Done when policies are served and their webhook runs.
 */
export class Nmstate extends pulumi.ComponentResource {
  constructor(name: string, args: NmstateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:Nmstate", name, {}, opts);
    const operator = manifestObjects(name, nmstateObjects(args.manifests, args.images), {
      parent: this,
      timeout: args.timeout,
      alsoAfter: workloadsAfter(args.podsNeed),
    });
    const handler = new k8s.apiextensions.CustomResource(`${name}-handler`, nmstateHandler, {
      parent: this,
      dependsOn: [...operator, ...args.podsNeed, ...(args.nodesReady ?? [])],
    });
    if (args.patience)
      readiness(
        `${name}-ready`,
        { ...args.patience, conditions: nmstateConditions, version: args.version },
        { parent: this, dependsOn: handler },
      );
    this.registerOutputs();
  }
}

/** Handlers on the workers alone: they have a NetworkManager, and the talk's policy selects them by this label. */
export const nmstateHandler = {
  apiVersion: "nmstate.io/v1",
  kind: "NMState",
  metadata: { name: "nmstate" },
  spec: { nodeSelector: { "node-role.kubernetes.io/worker": "" } },
};

/** The operator installs both for the NMState: the definition, which is in no manifest of the release, and the webhook. */
export const nmstateConditions: readonly Condition[] = [
  { is: "definition-established", name: "nodenetworkconfigurationpolicies.nmstate.io" },
  { is: "deployment-available", namespace: "nmstate", name: "nmstate-webhook" },
];

/**
 * The operator's objects. Its namespace allows privileged pods from the start: the manifest of v0.81.0 says `restricted`, which the
 * operator itself changes for its handlers, and which a later update must not change back.
 */
export function nmstateObjects(manifests: readonly KubernetesManifest[], images: ImageSource): KubernetesManifest[] {
  const privileged = Object.fromEntries(
    ["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "privileged"]),
  );
  return withImages(manifests, (image) => located(image, images)).map((manifest) =>
    manifest.kind === "Namespace"
      ? { ...manifest, metadata: { ...manifest.metadata, labels: { ...manifest.metadata.labels, ...privileged } } }
      : withoutNeedlessPulls(manifest),
  );
}

/**
 * The operator's deployment with images that are taken as they are in a node, and so those that it starts: their tags are those of releases. The
 * manifest of v0.81.0 has them asked for at each start, which fails where their registry cannot be reached.
 */
function withoutNeedlessPulls(manifest: KubernetesManifest): KubernetesManifest {
  const containers = (podSpecOf(manifest)?.["containers"] ?? []) as {
    imagePullPolicy?: string;
    env?: { name: string; value?: string }[];
  }[];
  for (const container of containers) {
    if (container.imagePullPolicy === "Always") container.imagePullPolicy = "IfNotPresent";
    for (const variable of container.env ?? [])
      if (variable.name === "HANDLER_IMAGE_PULL_POLICY") variable.value = "IfNotPresent";
  }
  return manifest;
}
