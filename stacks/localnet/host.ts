import * as pulumi from "@pulumi/pulumi";
import { LocalnetHost } from "../../components/host/localnet-host.ts";
import { runMode } from "../../components/run-mode.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { StepContext, StepResources } from "../scenario.ts";
import type { LocalnetAddresses } from "./addresses.ts";

/**
 * The network outside of the cluster and what is on it. Simulated nodes are on no network, and that of an existing cluster is
 * not this program's to change: there the administrator brings VLAN and database.
 */
export function createHost(
  { localnet, versions }: Pick<ScenarioSettings, "localnet" | "versions">,
  addresses: LocalnetAddresses,
  { cluster, machine, options, readinessTimeout }: StepContext,
): StepResources {
  if (cluster.kind === "existing" && !runMode.isPlan)
    void pulumi.log.info(
      `nothing is made on this machine for an existing cluster: its nodes have to have VLAN ${localnet.vlanId} on the network of their ` +
        `OVN-Kubernetes bridge, with a database like ${versions.images.turtleDatabase} at ${addresses.host}:${localnet.databasePort}`,
    );
  if (cluster.kind !== "kind") return { resources: new Map() };
  const host = new LocalnetHost(
    "localnet-host",
    {
      machine,
      cluster,
      vlanId: localnet.vlanId,
      address: addresses.withPrefix.host,
      database: {
        image: versions.images.turtleDatabase,
        port: localnet.databasePort,
      },
      timeout: readinessTimeout,
    },
    { dependsOn: [...options.dependsOn, ...(cluster.lifecycle ? [cluster.lifecycle] : [])] },
  );
  return { resources: new Map([["host", host]]), workloads: host.identities };
}
