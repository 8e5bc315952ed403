import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../kubernetes-api/client.ts";
import { isObject, markedAs } from "./ownership-mark.ts";

/** A cluster that parts and scenarios can be put on, however it came to be. */
export interface Cluster {
  readonly kind: "kind" | "simulated" | "existing";
  readonly name: string;
  readonly provider: k8s.Provider;
  /** How processes outside the engine reach the API. */
  readonly access: ApiAccess;
  /** The kubeconfig's text, secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** URL at which the cluster's own nodes reach the API server. */
  readonly apiServer: string;
  /** Changes when the cluster is made anew. */
  readonly incarnation: string;
  /** The resource whose deletion takes everything in the cluster with it; an existing cluster has none. */
  readonly lifecycle?: pulumi.CustomResource;
  /** Stack that its objects are marked with, where others may have theirs too. */
  readonly owner?: string;
  /** Seconds that the deletion of one of its objects may take, where they are deleted one by one when the stack goes. */
  readonly deletionTimeout?: number;
  /** False for simulated nodes: checks that send packets are not run there. */
  readonly carriesPackets: boolean;
}

/**
 * Resource options for what lives in the cluster: its provider, no deletions one by one when the cluster goes, and where it
 * stays, a mark on every object that says whose it is.
 */
export function inCluster(cluster: Cluster): pulumi.ComponentResourceOptions {
  return {
    provider: cluster.provider,
    ...(cluster.lifecycle ? { deletedWith: cluster.lifecycle } : {}),
    transforms: [
      ...(cluster.owner === undefined ? [] : [markedAs(cluster.owner)]),
      ...(cluster.deletionTimeout === undefined ? [] : [deletedWithin(cluster.deletionTimeout)]),
    ],
  };
}

/**
 * No deletion waits longer for a finalizer than that, unless a resource says otherwise itself. Only of objects: a chart whose options a transform
 * gives back hands no provider on to its objects (SDK 3.270).
 */
function deletedWithin(seconds: number): pulumi.ResourceTransform {
  return ({ type, props, opts }) => {
    if (!isObject(type, props)) return undefined;
    // What is not set comes as an empty text.
    const given = opts.customTimeouts?.delete ?? "";
    const limit = given === "" ? `${seconds}s` : given;
    return { props, opts: pulumi.mergeOptions(opts, { customTimeouts: { ...opts.customTimeouts, delete: limit } }) };
  };
}
