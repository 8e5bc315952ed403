import { relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { WantedImage } from "../images/wanted-image.ts";
import type { MachineNeeds } from "../machine/needs.ts";
import { runMode } from "../run-mode.ts";
import type { OwnedNetworks } from "../settings/network-clashes.ts";
import type { Settings } from "../settings/settings.ts";
import type { Cluster } from "./cluster.ts";
import { ExistingCluster, readExistingCluster, unseenCluster } from "./existing-cluster.ts";
import { simulated } from "../versions.ts";
import { type ClusterState, clusterState } from "./incarnation.ts";
import { requireMeans } from "./means.ts";
import { startEmptyApiServer } from "./empty-api-server.ts";
import { MadeCluster } from "./made-cluster.ts";
import { compareNodeNetwork } from "./node-network.ts";
import type { Intention } from "./room.ts";
import { kubeconfigFile, stackDirectory } from "./stack-files.ts";

export { type Cluster, inCluster } from "./cluster.ts";
export { namespaceName, type ObjectName } from "./part-evidence.ts";

/** What a scenario takes of a cluster, which is looked at before anything is created. */
export interface ClusterUse extends Pick<Intention, "claims" | "parts"> {
  /** Its networks, by what messages call them. */
  readonly networks: OwnedNetworks;
  /** What a kind cluster for it asks of the machine; undefined: nothing is looked at. */
  readonly machine?: MachineNeeds;
  /** What its nodes pull ahead of their pods. */
  readonly images?: readonly WantedImage[];
}

/** The cluster that the settings ask for. It is looked for first, so that the preview tells what would happen to it. */
export async function createCluster(
  settings: Settings,
  projectDirectory: string,
  { networks, claims, parts, machine, images }: ClusterUse,
): Promise<Cluster> {
  if (settings.cluster.kind === "existing") {
    const { stack: owner, platform } = settings;
    const facts = runMode.isPlan
      ? unseenCluster(settings.cluster)
      : await readExistingCluster(settings.cluster, { stack: owner, claims, parts, present: platform.present });
    return new ExistingCluster("cluster", {
      settings: settings.cluster,
      facts,
      owner,
      deletionTimeout: settings.readinessTimeout,
    });
  }
  const directory = relative(projectDirectory, stackDirectory(projectDirectory, settings.stack));
  const access = { kubeconfig: kubeconfigFile(directory) };
  const state: ClusterState = runMode.isPlan
    ? { present: false, incarnation: "" }
    : await clusterState(
        directory,
        access,
        settings.cluster.kind === "kind" ? settings.cluster.containerEngine : undefined,
      );
  if (!state.present && state.lost) void pulumi.log.warn(state.lost);
  // Nothing is made by a preview, and it works on machines where nothing could be.
  const warn = (line: string): void => void pulumi.log.warn(line);
  const preflight = machine && { stack: settings.stack, needs: machine, mode: settings.preflight, warn };
  if (!state.present && !pulumi.runtime.isDryRun())
    await requireMeans(settings.cluster, directory, networks, preflight);
  else if (settings.cluster.kind === "kind" && !runMode.isPlan) await compareNodeNetwork(settings.cluster, networks);
  return new MadeCluster("cluster", {
    settings: settings.cluster,
    directory,
    access,
    state,
    kubeconfigUntilMade: await kubeconfigUntilMade(state),
    images,
  });
}

/**
 * While there is no cluster, a preview asks an empty API server: for a provider whose cluster cannot be reached, the chart is one resource without
 * its objects, and one that renders to a folder warns of secrets in files that are never written (provider 4.32).
 */
async function kubeconfigUntilMade({ present }: ClusterState): Promise<string | undefined> {
  if (present || runMode.isPlan || !pulumi.runtime.isDryRun()) return undefined;
  return (await startEmptyApiServer(`v${simulated.kubernetes}`)).kubeconfig;
}
