import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { ovnKubernetesStages } from "../clusters/simulation/ovn-kubernetes.ts";
import { controlPlaneNode } from "../clusters/nodes.ts";
import { addressFamilies } from "../settings/ip-family.ts";
import { multus } from "../versions.ts";
import type { Installation } from "./installation.ts";
import { Multus } from "./multus.ts";
import { NameForwarding } from "./name-forwarding.ts";
import { NetworkDefinitions } from "./network-definitions.ts";
import { NetworkPolicyApi } from "./network-policy-api.ts";
import { OvnKubernetes } from "./ovn-kubernetes.ts";
import { simulatedStages, Simulation } from "./simulation.ts";
import { WorkloadNetwork } from "./workload-network.ts";

/** What the networks of pods are made of; empty where the cluster has them. */
export interface Networks {
  readonly definitions: readonly pulumi.Resource[];
  /** Create user-defined networks. */
  readonly controllers: readonly pulumi.Resource[];
  /** Done when an ordinary pod gets a network. */
  readonly podNetwork: readonly pulumi.Resource[];
  /** What other parts are made with that wait for none of these, so that OVN-Kubernetes goes first. */
  readonly behind: pulumi.ComponentResourceOptions;
  /** Gives pods their secondary networks. */
  readonly multus: readonly pulumi.Resource[];
  readonly networkPolicyApi: readonly pulumi.Resource[];
}

/** Installs OVN-Kubernetes, multus and the API of AdminNetworkPolicies. */
export function installNetworks(installation: Installation): Networks {
  const { settings, files, installs, options, common } = installation;
  const { timeout } = common;
  const ovn = installs("ovn-kubernetes")
    ? installOvnKubernetes(installation)
    : { definitions: [], controllers: [], podNetwork: [], ovnKubernetes: [], behind: options };
  const multusPart = installs("multus")
    ? [
        new Multus(
          "multus",
          {
            manifests: files.multus,
            imageTag: multus[settings.versions.multus].imageTag,
            podsNeed: ovn.ovnKubernetes,
            ...common,
          },
          ovn.behind,
        ),
      ]
    : [];
  const networkPolicyApi = installs("network-policy-api")
    ? [new NetworkPolicyApi("network-policy-api", { manifests: files.networkPolicyApi, timeout }, ovn.behind)]
    : [];
  return { ...ovn, multus: multusPart, networkPolicyApi };
}

/** Of kind's clusters alone: into the nodes of an existing one this program does not go. */
function forwardNames({ settings, cluster, options }: Pick<Installation, "settings" | "cluster" | "options">) {
  if (settings.cluster.kind !== "kind") return [];
  const { name, containerEngine, nameServers } = settings.cluster;
  return [
    new NameForwarding(
      "name-forwarding",
      {
        cluster,
        node: controlPlaneNode(name),
        containerEngine,
        servers: nameServers,
        families: addressFamilies(settings.ipFamily),
      },
      { ...options, ...(cluster.lifecycle ? { dependsOn: cluster.lifecycle } : {}) },
    ),
  ];
}

function installOvnKubernetes({ settings, cluster, files, options, common, patience }: Installation) {
  const { timeout } = common;
  const { podSubnets, serviceSubnets } = settings.cluster;
  const definitions = new NetworkDefinitions("network-definitions", { manifests: files.definitions, timeout }, options);
  const ovnKubernetes = new OvnKubernetes(
    "ovn-kubernetes",
    {
      chart: join(files.ovnKubernetes, "helm", "ovn-kubernetes"),
      version: settings.versions.ovnKubernetes,
      apiServer: cluster.apiServer,
      podSubnets,
      serviceSubnets,
      cpuRequests: settings.cpuRequests,
      mtu: settings.mtu,
      gatewayInterface: settings.cluster.kind === "existing" ? settings.cluster.gatewayInterface : undefined,
      ...common,
    },
    { ...options, dependsOn: definitions },
  );
  const after = { ...options, dependsOn: [ovnKubernetes, ...forwardNames({ settings, cluster, options })] };
  // Nothing runs on simulated nodes, so there is no DNS to wait for.
  const podNetwork = cluster.carriesPackets
    ? [new WorkloadNetwork("workload-network", patience, after)]
    : [ovnKubernetes];
  const simulation =
    cluster.kind === "simulated"
      ? [
          new Simulation(
            "simulation",
            { stages: simulatedStages(ovnKubernetesStages, settings.cluster), timeout },
            after,
          ),
        ]
      : [];
  return {
    definitions: [definitions],
    controllers: [ovnKubernetes, ...simulation],
    podNetwork,
    ovnKubernetes: [ovnKubernetes],
    behind: { ...options, dependsOn: ovnKubernetes.begun },
  };
}
