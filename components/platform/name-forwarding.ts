import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { nodeScript } from "../node-script.ts";
import type { AddressFamily } from "../settings/ip-family.ts";
import type { NameForwardingRequest } from "./name-forwarding-request.ts";

export interface NameForwardingArgs {
  /** A kind cluster: its nodes are containers of this machine. */
  readonly cluster: Pick<Cluster, "access" | "incarnation">;
  /** One of its nodes. */
  readonly node: string;
  readonly containerEngine: "auto" | "docker" | "podman";
  /** Addresses of name servers; empty: those that the container engine asks. */
  readonly servers: readonly string[];
  readonly families: readonly AddressFamily[];
}

/**
 * Has the DNS of a kind cluster ask name servers that its pods reach for names outside of the cluster. kind's nodes name Docker's own
 * resolver, at the gateway of their network, and redirect packets to it by iptables (kind v0.32.0, images/base/files/usr/local/bin/entrypoint).
 * Pods' packets do not come by there: OVN-Kubernetes hands them to the node's interface past the node's own network stack, and no answer comes.
 */
export class NameForwarding extends pulumi.ComponentResource {
  constructor(name: string, args: NameForwardingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NameForwarding", name, {}, opts);
    const request: NameForwardingRequest = {
      kubeconfig: args.cluster.access.kubeconfig,
      context: args.cluster.access.context ?? null,
      node: args.node,
      containerEngine: args.containerEngine,
      servers: [...args.servers],
      families: [...args.families],
      of: args.cluster.incarnation,
    };
    new command.local.Command(
      `${name}-coredns`,
      {
        interpreter: nodeScript("components/platform/forward-names.ts"),
        create: "set",
        environment: { NAME_FORWARDING_REQUEST: JSON.stringify(request) },
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }),
        customTimeouts: { create: "5m", update: "5m" },
      },
    );
    this.registerOutputs();
  }
}
