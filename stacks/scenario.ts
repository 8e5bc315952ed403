import type * as pulumi from "@pulumi/pulumi";
import type { Check } from "../components/checks/check.ts";
import type { Cluster } from "../components/clusters/index.ts";
import type { Platform } from "../components/platform/index.ts";

/** A step of a scenario, in the talk's own order. */
export interface Step {
  readonly name: string;
  /** What it adds and why, in a sentence or two. */
  readonly explanation: string;
}

/** What a scenario made. */
export interface ScenarioResources {
  /** Resources that have to be there before the checks start. */
  readonly ready: readonly pulumi.Resource[];
  /** Identities (UIDs) of the workloads that the checks are about. */
  readonly workloads: readonly pulumi.Output<string>[];
}

export interface ScenarioContext {
  readonly cluster: Cluster;
  readonly platform: Platform;
  /** Seconds that a workload may take to become ready. */
  readonly readinessTimeout: number;
}

/** A scenario: a talk's lab as data, objects and checks. Each has a folder in `stacks/`. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly talk: string;
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
  /** Makes the scenario's objects. */
  readonly create: (context: ScenarioContext) => ScenarioResources;
}
