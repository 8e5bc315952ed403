import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { clusterNodes } from "../clusters/nodes.ts";
import { nodeScript } from "../node-script.ts";
import type { ClusterSettings, Settings } from "../settings/settings.ts";

export interface EmulationArgs {
  readonly emulation: Settings["emulation"];
  readonly settings: ClusterSettings;
  readonly cluster: Pick<Cluster, "incarnation" | "lifecycle">;
}

/**
 * Whether KubeVirt has to emulate: as `lab:emulation` says. `auto` looks into a node of a kind cluster; elsewhere it means no, for
 * nothing runs on simulated nodes, and into the nodes of an existing cluster this program does not go.
 */
export function useEmulation(
  name: string,
  { emulation, settings, cluster }: EmulationArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Input<boolean> {
  if (emulation !== "auto") return emulation === "on";
  if (settings.kind !== "kind") return false;
  // All nodes are on this one machine, and virtual machines run on workers.
  const worker = clusterNodes(settings.name, 1).find(({ role }) => role === "worker");
  const look = new command.local.Command(
    name,
    {
      interpreter: nodeScript("components/platform/find-kvm.ts"),
      create: "look",
      environment: {
        LAB_NODE: worker?.name ?? "",
        LAB_CONTAINER_ENGINE: settings.containerEngine,
        LAB_INCARNATION: cluster.incarnation,
      },
      logging: command.local.Logging.Stderr,
      addPreviousOutputInEnv: false,
    },
    { ...opts, ...(cluster.lifecycle ? { dependsOn: cluster.lifecycle } : {}) },
  );
  return look.stdout.apply((found) => found.trim() !== "usable");
}
