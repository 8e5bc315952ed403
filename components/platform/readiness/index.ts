import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../clusters/index.ts";
import { hostedEnvironment, hostedScript } from "../../command-host/hosted-script.ts";
import type { Condition } from "./condition.ts";
import type { ReadinessRequest } from "./request.ts";

export type { Condition } from "./condition.ts";

/** Where and how long a part waits until it is ready. */
export interface Patience {
  readonly cluster: Pick<Cluster, "access" | "incarnation">;
  /** Seconds. */
  readonly timeout: number;
}

export interface ReadinessArgs extends Patience {
  readonly conditions: readonly Condition[];
  /** The part's version: another one is waited for anew. */
  readonly version?: string;
}

/**
 * Done when the conditions hold. A Command and not Pulumi's own wait where that cannot know the condition (an API that an operator
 * installs, a webhook that answers) or would not say on time-out what the part's pods show.
 */
export function readiness(
  name: string,
  { cluster, timeout, conditions, version }: ReadinessArgs,
  opts: pulumi.CustomResourceOptions,
): command.local.Command {
  const request: ReadinessRequest = {
    kubeconfig: cluster.access.kubeconfig,
    context: cluster.access.context ?? null,
    timeout,
    conditions: [...conditions],
    of: [cluster.incarnation, ...(version === undefined ? [] : [version])],
  };
  // The process' own message comes before Pulumi's.
  const limit = `${timeout + 60}s`;
  return new command.local.Command(
    name,
    {
      interpreter: hostedScript("components/platform/readiness/main.ts"),
      create: "wait",
      environment: { ...hostedEnvironment(), READINESS_REQUEST: JSON.stringify(request) },
      logging: command.local.Logging.Stderr,
      addPreviousOutputInEnv: false,
    },
    { customTimeouts: { create: limit, update: limit }, ...opts },
  );
}
