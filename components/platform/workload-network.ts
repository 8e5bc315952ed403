import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { nodeScript } from "../node-script.ts";

export interface WorkloadNetworkArgs {
  readonly cluster: Pick<Cluster, "access" | "incarnation">;
  /** Seconds. */
  readonly timeout: number;
}

/**
 * Done when an ordinary pod gets a working network: CoreDNS is Available. It is the first pod that is not on its host's
 * network; OVN-Kubernetes rolled out and nodes Ready have been seen while every such pod still stayed in ContainerCreating.
 */
export class WorkloadNetwork extends pulumi.ComponentResource {
  constructor(name: string, args: WorkloadNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:WorkloadNetwork", name, {}, opts);
    const { access, incarnation } = args.cluster;
    new command.local.Command(
      `${name}-ready`,
      {
        interpreter: nodeScript("components/platform/wait-for-dns.ts"),
        create: "wait",
        environment: {
          LAB_KUBECONFIG: access.kubeconfig,
          LAB_CONTEXT: access.context ?? "",
          LAB_TIMEOUT: String(args.timeout),
          LAB_INCARNATION: incarnation,
        },
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      { parent: this, customTimeouts: { create: `${args.timeout + 60}s` } },
    );
    this.registerOutputs();
  }
}
