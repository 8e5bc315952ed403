import * as command from "@pulumi/command";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { imagesOn, type WantedImage } from "../images/wanted-image.ts";
import type { ApiAccess } from "../kubernetes-api/client.ts";
import { remainsOf } from "../interruption/remains.ts";
import { nodeScript } from "../node-script.ts";
import { nodeSubnet } from "../settings/cidr.ts";
import type { KindSettings, SimulatedSettings } from "../settings/settings.ts";
import type { Cluster } from "./cluster.ts";
import type { ClusterState } from "./incarnation.ts";
import { kindConfig, nodeSysctls } from "./kind-config.ts";
import { clusterProvider } from "./kubernetes-provider.ts";
import { kwokConfig } from "./kwok-config.ts";
import type { ClusterRequest } from "./lifecycle/request.ts";
import { clusterNodes, controlPlaneNode } from "./nodes.ts";

export interface MadeClusterArgs {
  readonly settings: KindSettings | SimulatedSettings;
  /** Folder of the stack's own files, relative to the project's folder. */
  readonly directory: string;
  readonly access: ApiAccess;
  readonly state: ClusterState;
  /** What the provider takes for the kubeconfig of a cluster that is yet to be made; default: the one of `access`. */
  readonly kubeconfigUntilMade?: string | undefined;
  /** What its nodes will be asked for; simulated ones with delays pull it ahead, as NodeImages has kind's do. */
  readonly images?: readonly WantedImage[] | undefined;
}

/** A kind or simulated cluster that the stack makes and removes, by a local Command. */
export class MadeCluster extends pulumi.ComponentResource implements Cluster {
  readonly kind: "kind" | "simulated";
  readonly name: string;
  readonly provider: k8s.Provider;
  readonly access: ApiAccess;
  readonly kubeconfig: pulumi.Output<string>;
  readonly apiServer: string;
  readonly incarnation: string;
  readonly lifecycle: command.local.Command;
  readonly carriesPackets: boolean;

  constructor(name: string, args: MadeClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:MadeCluster", name, {}, opts);
    const { settings, state } = args;
    this.kind = settings.kind;
    this.name = settings.name;
    this.access = args.access;
    this.incarnation = state.incarnation;
    this.carriesPackets = settings.kind === "kind";
    // By name: the address of a kind node changes when the container engine restarts, and the certificate holds both.
    this.apiServer = `https://${controlPlaneNode(settings.name)}:6443`;
    const request = clusterRequest(args);
    const script = "components/clusters/lifecycle/main.ts";
    const remains = remainsOf(
      `${name}-${settings.kind}-remains`,
      script,
      // Nothing in it but what tells one cluster from another: it stays as it is while the stack lives.
      { CLUSTER_REQUEST: JSON.stringify(requestOfRemains(request)) },
      { parent: this },
    );
    this.lifecycle = new command.local.Command(
      `${name}-${settings.kind}`,
      {
        interpreter: nodeScript(script),
        create: "create",
        delete: "delete",
        environment: { CLUSTER_REQUEST: JSON.stringify(request) },
        // Another configuration or a cluster that was lost is another cluster: the old one is removed first.
        triggers: [
          state.incarnation,
          request.name,
          request.config,
          ...(request.delays === undefined ? [] : [request.delays]),
        ],
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        dependsOn: remains,
        deleteBeforeReplace: true,
        additionalSecretOutputs: ["stdout"],
        customTimeouts: { create: "30m", delete: "10m" },
      },
    );
    this.kubeconfig = pulumi.secret(this.lifecycle.stdout);
    this.provider = clusterProvider(
      `${name}-api`,
      {
        kubeconfig: args.kubeconfigUntilMade ?? args.access.kubeconfig,
        clusterIdentifier: state.incarnation,
        own: true,
        // A preview gives the plugin less time, for the lost cluster's sake (stacks/commands/silent-cluster.ts).
        ...(args.kubeconfigUntilMade !== undefined && !state.present && state.silent ? { timeout: 30 } : {}),
      },
      { parent: this, dependsOn: this.lifecycle, deletedWith: this.lifecycle },
    );
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}

function requestOfRemains({ kind, name, directory, containerEngine }: ClusterRequest): ClusterRequest {
  return { kind, name, incarnation: "", directory, config: "", nodes: [], sysctls: [], containerEngine };
}

/** OVN-Kubernetes gives kind's nodes their subnets; nothing does on simulated ones. */
function requestedNodes({
  settings,
  images = [],
}: Pick<MadeClusterArgs, "settings" | "images">): ClusterRequest["nodes"] {
  const nodes = clusterNodes(settings.name, settings.workers);
  if (settings.kind === "kind") return nodes;
  return nodes.map((node, i) => ({
    ...node,
    podCidrs: settings.podSubnets.map((subnet) => nodeSubnet(subnet, i)),
    ...(settings.delays === undefined ? {} : { pulls: imagesOn(node.role, images) }),
  }));
}

function clusterRequest({ settings, directory, state, images }: MadeClusterArgs): ClusterRequest {
  return {
    kind: settings.kind,
    name: settings.name,
    incarnation: state.incarnation,
    directory,
    config: settings.kind === "kind" ? kindConfig(settings) : kwokConfig(settings),
    nodes: requestedNodes({ settings, images }),
    sysctls: settings.kind === "kind" ? [...nodeSysctls] : [],
    ...(settings.kind === "simulated" && settings.delays !== undefined ? { delays: settings.delays } : {}),
    containerEngine: settings.kind === "kind" ? settings.containerEngine : "auto",
    ...(settings.kind === "kind" ? { etcd: settings.etcd } : {}),
    ...(settings.kind === "kind" && settings.imageArchives.length > 0
      ? { imageArchives: [...settings.imageArchives] }
      : {}),
  };
}
