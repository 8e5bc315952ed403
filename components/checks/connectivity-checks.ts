import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { hostedEnvironment, hostedScript } from "../command-host/hosted-script.ts";
import { nodeScript } from "../node-script.ts";
import type { CheckSettings } from "../settings/settings.ts";
import type { CheckRequest } from "./check-request.ts";
import { type Check, isTransitional } from "./check.ts";
import { defaultLimits } from "./perform-check.ts";
import type { CheckResult } from "./verdict.ts";
import { whyNot } from "./why-not.ts";

export interface ConnectivityChecksArgs {
  readonly cluster: Pick<Cluster, "access" | "carriesPackets" | "kind">;
  /** Whether checks may send packets to the internet. */
  readonly internet: boolean;
  /** Folder for the results, relative to the project's folder. */
  readonly results: string;
  readonly settings: Pick<CheckSettings, "timeout" | "atOnce">;
}

export interface CheckContext {
  /** All checks of the scenario, for a blocked check's twin. */
  readonly all: readonly Check[];
  /** Identities of the workloads: when one of them is made anew, the check runs again. */
  readonly workloads: readonly pulumi.Output<string>[];
  readonly dependsOn: readonly pulumi.Resource[];
}

/** The checks of a scenario, a resource each: they show in the preview, run side by side, and fail the update when unmet. */
export class ConnectivityChecks extends pulumi.ComponentResource {
  readonly #name: string;
  readonly #args: ConnectivityChecksArgs;
  readonly #runs = new Map<string, command.local.Command>();

  constructor(name: string, args: ConnectivityChecksArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ConnectivityChecks", name, {}, opts);
    this.#name = name;
    this.#args = args;
  }

  /** Adds a check. With the first one of an experiment come all others of its step, which are performed by the same process. */
  add(check: Check, context: CheckContext): void {
    if (this.#runs.has(check.id)) return;
    const { access } = this.#args.cluster;
    const checks = [check, ...companions(check, context.all)] as const;
    const request: CheckRequest = {
      checks: [...checks],
      twin: check.expect.kind === "blocked" ? twinOf(check.expect.twin, context.all) : null,
      kubeconfig: access.kubeconfig,
      context: access.context ?? null,
      notRunBecause: checks.map((one) => whyNot(one, this.#args)).find((reason) => reason !== null) ?? null,
      results: this.#args.results,
      ...this.#args.settings,
    };
    const timeout = commandTimeout(request);
    const run = new command.local.Command(
      [this.#name, ...checks.map(({ id }) => id)].join("-"),
      {
        // A live migration goes on for minutes, and is not begun twice: it does not depend on the program.
        interpreter: (check.experiment === undefined ? hostedScript : nodeScript)("components/checks/main.ts"),
        create: "check",
        environment: {
          ...hostedEnvironment(),
          CHECK_REQUEST: JSON.stringify(request),
          CHECK_WORKLOADS: pulumi.all([...context.workloads]).apply((identities) => identities.join(" ")),
        },
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        dependsOn: [...context.dependsOn],
        customTimeouts: { create: timeout, update: timeout },
        // What a later step has ended cannot be asked again: its result stays as it was.
        ...(isTransitional(check) ? { ignoreChanges: ["environment"] } : {}),
      },
    );
    for (const { id } of checks) this.#runs.set(id, run);
  }

  /** The resource of a check that was added; an experiment's checks share one. */
  resource(id: string): pulumi.Resource {
    const run = this.#runs.get(id);
    if (!run) throw new Error(`check ${id} comes after the step that ends it`);
    return run;
  }

  /** To be called when all checks were added. */
  finish(): void {
    this.registerOutputs({ results: this.results });
  }

  get results(): pulumi.Output<CheckResult[]> {
    return pulumi
      .all([...new Set(this.#runs.values())].map((run) => run.stdout))
      .apply((texts) => texts.flatMap((text) => JSON.parse(text) as CheckResult | CheckResult[]));
  }
}

/** Guests may have to boot first, and a migration takes its time. With a limit on their number, checks wait for each other. */
function commandTimeout({ checks, timeout, atOnce }: CheckRequest): string {
  const usual = checks.some(({ from, experiment }) => from.kind === "guest" || experiment) ? 30 : 10;
  // A probe that has to work, and then to be right, of the check and of its twin.
  const longer = Math.ceil((4 * Math.max(0, timeout - defaultLimits.timeout)) / 60);
  return `${(usual + longer) * (atOnce > 0 ? 6 : 1)}m`;
}

/** The checks that follow one in its experiment. */
function companions({ id, experiment, step }: Check, all: readonly Check[]): Check[] {
  if (experiment === undefined) return [];
  return all.filter((one) => one.experiment === experiment && one.step === step && one.id !== id);
}

function twinOf(id: string, all: readonly Check[]): Check {
  const twin = all.find((check) => check.id === id);
  if (!twin) throw new Error(`there is no check ${id} to be a twin`);
  return twin;
}
