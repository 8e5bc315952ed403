import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface ClusterProviderArgs {
  /** Path of the kubeconfig file, known before the cluster is, so that a preview is never blind; or a kubeconfig itself. */
  readonly kubeconfig: string;
  readonly context?: string;
  /** Changes only when the cluster is another one. */
  readonly clusterIdentifier: string;
  /** Whether all of the cluster is the stack's, so that an object which is there already is its own: an interrupted update made it. */
  readonly own: boolean;
  /** Seconds that the plugin waits for an answer; default: as it sees fit. */
  readonly timeout?: number;
}

/** The Kubernetes provider of a cluster. */
export function clusterProvider(name: string, args: ClusterProviderArgs, opts: pulumi.ResourceOptions): k8s.Provider {
  return new k8s.Provider(
    name,
    {
      kubeconfig: args.kubeconfig,
      ...(args.context === undefined ? {} : { context: args.context }),
      clusterIdentifier: args.clusterIdentifier,
      ...(args.timeout === undefined ? {} : { kubeClientSettings: { timeout: args.timeout } }),
      // Objects of a cluster that is gone are gone: refresh and destroy must not fail on them.
      deleteUnreachable: true,
      // Another run of the plugin is another field manager, and where the API server filled in defaults of a field that goes as a whole
      // (matchConstraints of an admission policy), its objects would be refused as the first run's.
      ...(args.own ? { upsertExistingObjects: true, enablePatchForce: true } : {}),
    },
    opts,
  );
}
