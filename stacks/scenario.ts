import type * as pulumi from "@pulumi/pulumi";
import type { Check } from "../components/checks/check.ts";
import type { Cluster, ObjectName } from "../components/clusters/index.ts";
import type { Machine } from "../components/host/machine.ts";
import type { VirtualMachinesNeed } from "../components/machine/needs.ts";
import type { Cidr } from "../components/settings/cidr.ts";
import type { IpFamily } from "../components/settings/ip-family.ts";
import type { PlatformPart } from "../components/settings/platform-parts.ts";
import type { ScenarioSettings } from "../components/settings/settings.ts";
import type { Platform } from "../components/platform/index.ts";

/** What a step can build on. */
export interface StepContext {
  readonly cluster: Cluster;
  readonly platform: Platform;
  /** For what is made beside the cluster. */
  readonly machine: Machine;
  /** Seconds that a workload may take to become ready. */
  readonly readinessTimeout: number;
  /** Options for the step's resources: their parent, and that they come after the checks which the step ends. */
  readonly options: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] };
  /** Resources of the earlier steps by their names, without the scenario's. */
  readonly earlier: ReadonlyMap<string, pulumi.Resource>;
}

/** What a step made. */
export interface StepResources {
  /** By the names under which later steps find them. */
  readonly resources: ReadonlyMap<string, pulumi.Resource>;
  /** Identities (UIDs) of workloads: when one is made anew, the checks from this step on run again. */
  readonly workloads?: readonly pulumi.Output<string>[];
  /** What a check of this step is about; default: everything up to here. Where there are many, it keeps them from waiting for each other's objects. */
  readonly about?: (check: Check) => CheckBasis;
}

/** What a check is about. */
export interface CheckBasis {
  /** What has to be there first. */
  readonly dependsOn: readonly pulumi.Resource[];
  /** Identities (UIDs) of the workloads: when one is made anew, the check runs again. */
  readonly workloads: readonly pulumi.Output<string>[];
}

/** Namespaces that a scenario has many of, and that differ by their names alone. */
export interface Alike {
  /** What they are called together: `added tenants`. */
  readonly what: string;
  /** In their order. */
  readonly namespaces: readonly string[];
}

/** A step of a scenario, in the talk's own order. */
export interface Step {
  readonly name: string;
  /** What it adds and why, in a sentence or two. */
  readonly explanation: string;
  /** Images that its pods run. */
  readonly images?: readonly string[];
  /** Images of the disks that its virtual machines boot from. */
  readonly guestDisks?: readonly string[];
  /** Makes the step's objects; a step may also have checks alone. */
  readonly create?: (context: StepContext) => StepResources;
}

/** Makes the scenario that settings ask for. */
export type ScenarioFactory = (settings: ScenarioSettings) => Scenario;

/** A scenario: a talk's lab as data, objects and checks. Each has a folder in `stacks/`. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly talk: string;
  /** What it needs on its cluster; nothing else is installed. */
  readonly parts: readonly PlatformPart[];
  /** Families of addresses that it can be built with. */
  readonly ipFamilies: readonly IpFamily[];
  /** Ranges of its networks by a name each, which may not overlap those of the cluster. */
  readonly networks: Readonly<Record<string, readonly Cidr[]>>;
  /** What it makes in places that are everybody's on a cluster: namespaces, objects without one, objects in `default`. */
  readonly claims: readonly ObjectName[];
  /** Its virtual machines, for the room that they take on a machine; undefined: it has none. */
  readonly virtualMachines?: VirtualMachinesNeed;
  /** Whether its pods are on primary user-defined networks. */
  readonly primaryNetworks?: boolean;
  /** Of what pictures need not show all; undefined: of nothing. */
  readonly alike?: Alike;
  /** How many pods it makes, where they can be too many for a cluster; undefined: a few. */
  readonly pods?: number;
  /** Looks, before anything is created for a kind cluster, whether this machine has what the scenario makes on it. Rejects with a SettingsError if not. */
  readonly requireMachine?: (context: { readonly machine: Machine; readonly clusterName: string }) => Promise<void>;
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
}
