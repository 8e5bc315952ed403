import type * as pulumi from "@pulumi/pulumi";
import { type KubernetesManifest, podSpecOf } from "../artifacts/index.ts";

type Quantities = Record<string, unknown> | undefined;

interface Container {
  resources?: { requests?: Quantities; limits?: Quantities };
}

/** A deep copy whose containers request no CPU, where the object is a pod or makes pods. */
export function withoutCpuRequests(manifest: KubernetesManifest): KubernetesManifest {
  const copy = structuredClone(manifest);
  requestNone(copy);
  return copy;
}

/** The same for the objects of a chart. */
export const requestNoCpu: pulumi.ResourceTransform = ({ props, opts }) => {
  // What the engine hands over is this transform's own.
  requestNone(props as KubernetesManifest);
  return { props, opts };
};

/** Zero and not nothing: a container with a limit and without a request requests its limit. */
function requestNone(manifest: KubernetesManifest): void {
  const podSpec = podSpecOf(manifest);
  for (const list of [podSpec?.["containers"], podSpec?.["initContainers"]])
    for (const { resources } of Array.isArray(list) ? (list as Container[]) : [])
      if (resources?.requests?.["cpu"] !== undefined || resources?.limits?.["cpu"] !== undefined)
        resources.requests = { ...resources.requests, cpu: "0" };
}
