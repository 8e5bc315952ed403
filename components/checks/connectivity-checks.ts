import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { nodeScript } from "../node-script.ts";
import type { CheckRequest } from "./check-request.ts";
import { type Check, isTransitional } from "./check.ts";
import type { CheckResult } from "./verdict.ts";

export interface ConnectivityChecksArgs {
  readonly cluster: Pick<Cluster, "access" | "carriesPackets">;
  /** Whether checks may send packets to the internet. */
  readonly internet: boolean;
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
    };
    // Guests may have to boot first, and a migration takes its time.
    const timeout = checks.some(({ from, experiment }) => from.kind === "guest" || experiment) ? "30m" : "10m";
    const run = new command.local.Command(
      [this.#name, ...checks.map(({ id }) => id)].join("-"),
      {
        interpreter: nodeScript("components/checks/main.ts"),
        create: "check",
        environment: {
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

function whyNot(check: Check, { cluster, internet }: ConnectivityChecksArgs): string | null {
  // Which objects there are is as true of simulated nodes as of others. What a virtual machine's status says is not: no guest is behind it.
  if (!cluster.carriesPackets && check.how.kind !== "list") return "simulated nodes carry no packets";
  if (!internet && check.needsInternet) return "it needs the internet, and lab:internet is none";
  return null;
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
