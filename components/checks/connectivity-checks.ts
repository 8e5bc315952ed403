import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { nodeScript } from "../node-script.ts";
import type { CheckRequest } from "./check-request.ts";
import type { Check } from "./check.ts";
import type { CheckResult } from "./verdict.ts";

export interface ConnectivityChecksArgs {
  readonly checks: readonly Check[];
  readonly cluster: Pick<Cluster, "access" | "carriesPackets">;
  /** Identities of the workloads: when one of them is made anew, the checks run again. */
  readonly workloads: pulumi.Input<string>[];
}

/** The checks of a scenario, a resource each: they show in the preview, run side by side, and fail the update when unmet. */
export class ConnectivityChecks extends pulumi.ComponentResource {
  readonly results: pulumi.Output<CheckResult[]>;

  constructor(name: string, args: ConnectivityChecksArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ConnectivityChecks", name, {}, opts);
    const workloads = pulumi.all(args.workloads).apply((identities) => identities.join(" "));
    const runs = args.checks.map(
      (check) =>
        new command.local.Command(
          `${name}-${check.id}`,
          {
            interpreter: nodeScript("components/checks/main.ts"),
            create: "check",
            environment: {
              CHECK_REQUEST: JSON.stringify(checkRequest(check, args.cluster)),
              CHECK_WORKLOADS: workloads,
            },
            logging: command.local.Logging.Stderr,
            addPreviousOutputInEnv: false,
          },
          { parent: this, customTimeouts: { create: "10m", update: "10m" } },
        ),
    );
    this.results = pulumi
      .all(runs.map((run) => run.stdout))
      .apply((texts) => texts.map((text) => JSON.parse(text) as CheckResult));
    this.registerOutputs({ results: this.results });
  }
}

function checkRequest(check: Check, cluster: ConnectivityChecksArgs["cluster"]): CheckRequest {
  return {
    check,
    kubeconfig: cluster.access.kubeconfig,
    context: cluster.access.context ?? null,
    notRunBecause: cluster.carriesPackets ? null : "simulated nodes carry no packets",
  };
}
