import * as pulumi from "@pulumi/pulumi";
import type { KubernetesManifest } from "../artifacts/index.ts";
import { KubernetesObject, objectName } from "./kubernetes-object.ts";

export interface ManifestObjectsOptions {
  /** The part that the objects belong to. */
  readonly parent: pulumi.Resource;
  /** Seconds that one object may take to become ready. */
  readonly timeout: number;
  readonly dependsOn?: readonly pulumi.Resource[];
  /** What one object comes after beside those of the same set. Default: nothing. */
  readonly alsoAfter?: (manifest: KubernetesManifest) => readonly pulumi.Resource[];
}

const workloads = ["Deployment", "DaemonSet", "StatefulSet"];

/** Each object of upstream manifests as a resource, named after the part, in the order that {@link neededFirst} tells. */
export function manifestObjects(
  part: string,
  manifests: readonly KubernetesManifest[],
  { parent, timeout, dependsOn = [], alsoAfter = () => [] }: ManifestObjectsOptions,
): KubernetesObject[] {
  const limit = `${timeout}s`;
  const made = new Map<KubernetesManifest, KubernetesObject>();
  const make = (manifest: KubernetesManifest): KubernetesObject => {
    const before = made.get(manifest);
    if (before) return before;
    const resource = new KubernetesObject(objectName(part, manifest), withoutNeedlessWait(manifest), {
      parent,
      dependsOn: [...dependsOn, ...alsoAfter(manifest), ...neededFirst(manifest, manifests).map(make)],
      customTimeouts: { create: limit, update: limit },
    });
    made.set(manifest, resource);
    return resource;
  };
  return manifests.map(make);
}

/**
 * What of a set of manifests an object comes after, and is deleted before: its namespace, its definition, and for workloads all the
 * rest, so that they find their rights and settings when they start, and still have them when they end.
 */
export function neededFirst(
  manifest: KubernetesManifest,
  manifests: readonly KubernetesManifest[],
): KubernetesManifest[] {
  const mayRunPods = isWorkload(manifest);
  return manifests.filter(
    (other) =>
      (other.kind === "Namespace" && other.metadata.name === manifest.metadata.namespace) ||
      (isDefinition(other) && defines(other, manifest)) ||
      (mayRunPods && !isWorkload(other)),
  );
}

/**
 * A Service is there at once, yet Pulumi waits until its endpoints have not changed for ten seconds. Whether they answer is seen by the
 * part's own readiness.
 */
export function withoutNeedlessWait(manifest: KubernetesManifest): KubernetesManifest {
  if (manifest.kind !== "Service") return manifest;
  const annotations = { ...manifest.metadata.annotations, "pulumi.com/skipAwait": "true" };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/**
 * Has a part's workloads alone wait: for what their pods need, such as a network. Namespaces, definitions and rights need no pod, and are
 * made while others are waited for.
 */
export function workloadsAfter(
  needs: readonly pulumi.Resource[],
): (manifest: KubernetesManifest) => readonly pulumi.Resource[] {
  return (manifest) => (isWorkload(manifest) ? needs : []);
}

function isWorkload({ kind }: KubernetesManifest): boolean {
  return workloads.includes(kind);
}

export function isDefinition(manifest: KubernetesManifest): boolean {
  return manifest.kind === "CustomResourceDefinition";
}

function defines(definition: KubernetesManifest, { apiVersion, kind }: KubernetesManifest): boolean {
  const { group, names } = definition["spec"] as { group: string; names: { kind: string } };
  return apiVersion.startsWith(`${group}/`) && kind === names.kind;
}
