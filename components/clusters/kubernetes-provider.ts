import { tmpdir } from "node:os";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { runMode } from "../run-mode.ts";
import { withoutKubeconfig } from "./no-cluster.ts";

export interface ClusterProviderArgs {
  /** Path of the kubeconfig file: known before the cluster is, so that a preview is never blind. */
  readonly kubeconfig: string;
  readonly context?: string;
  /** Changes only when the cluster is another one. */
  readonly clusterIdentifier: string;
  /** Whether the cluster's API answers now. */
  readonly present: boolean;
}

/** Nothing is rendered by a preview, so it is never made: a folder that was would stay when a preview fails or is killed. */
const unusedFolder = join(tmpdir(), "ovn-labs-preview");

/**
 * The Kubernetes provider of a cluster. While the cluster is not there, a preview gets one that would render to a folder:
 * with an unreachable cluster the chart's and every other object would be missing from the preview (provider 4.32). By
 * itself that provider would ask the cluster of the user's current context.
 */
export function clusterProvider(
  name: string,
  args: ClusterProviderArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.Provider {
  if (!args.present && pulumi.runtime.isDryRun() && !runMode.isPlan)
    return new k8s.Provider(
      name,
      // Not the user's, which is the default.
      { renderYamlToDirectory: unusedFolder, kubeconfig: "" },
      { ...opts, envVarMappings: withoutKubeconfig() },
    );
  return new k8s.Provider(
    name,
    {
      kubeconfig: args.kubeconfig,
      ...(args.context === undefined ? {} : { context: args.context }),
      clusterIdentifier: args.clusterIdentifier,
      // Objects of a cluster that is gone are gone: refresh and destroy must not fail on them.
      deleteUnreachable: true,
    },
    opts,
  );
}
