import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterNode } from "../clusters/nodes.ts";
import type { Cluster } from "../clusters/index.ts";
import { nodeScript } from "../node-script.ts";

export interface NetworkManagerArgs {
  /** A kind cluster: its nodes are containers of this machine. */
  readonly cluster: Pick<Cluster, "incarnation">;
  /** All of its nodes; only workers get it. */
  readonly nodes: readonly Pick<ClusterNode, "name" | "role">[];
  readonly containerEngine: "auto" | "docker" | "podman";
  /** Seconds that a node may take to fetch, install and start it. */
  readonly timeout: number;
}

/**
 * NetworkManager in the workers of a kind cluster, a Command for each: nmstate changes a node through it, and kind's node image has
 * none. It is installed into the running node rather than built into a node image: that works with every `lab:nodeImage` and
 * needs no registry. An image that has it already is taken as it is, so one can be built where nodes do not reach Debian's servers.
 */
export class NetworkManager extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NetworkManager", name, {}, opts);
    for (const node of args.nodes.filter(({ role }) => role === "worker"))
      new command.local.Command(
        `${name}-${node.name}`,
        {
          interpreter: nodeScript("components/platform/install-network-manager.ts"),
          create: "install",
          environment: {
            LAB_NODE: node.name,
            LAB_CONTAINER_ENGINE: args.containerEngine,
            LAB_TIMEOUT: String(args.timeout),
          },
          // The nodes of a cluster that was made anew are new.
          triggers: [args.cluster.incarnation],
          logging: command.local.Logging.Stderr,
          addPreviousOutputInEnv: false,
        },
        {
          parent: this,
          ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }),
          customTimeouts: { create: `${args.timeout + 60}s`, update: `${args.timeout + 60}s` },
        },
      );
    this.registerOutputs();
  }
}
