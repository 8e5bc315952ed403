import * as pulumi from "@pulumi/pulumi";
import { ConnectivityChecks } from "../components/checks/connectivity-checks.ts";
import { type Cluster, inCluster } from "../components/clusters/index.ts";
import { resultFiles, stackDirectory } from "../components/clusters/stack-files.ts";
import { machineOf } from "../components/host/machine.ts";
import type { Outline } from "../components/topology/outline.ts";
import type { Platform } from "../components/platform/index.ts";
import type { Settings } from "../components/settings/settings.ts";
import type { CheckBasis, Scenario, Step } from "./scenario.ts";
import { filteredChecks } from "./check-filter.ts";
import { checksOf } from "./steps.ts";
import { topologyOfInputs } from "./topology-output.ts";

/** The parent of a scenario's objects. */
class ScenarioObjects extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("lab:index:Scenario", name, {}, opts);
    this.registerOutputs();
  }
}

/** What a stack tells of its scenario. */
export interface BuiltScenario {
  readonly checks: ConnectivityChecks;
  readonly topology: pulumi.Output<Outline>;
}

/**
 * Builds steps of a scenario, in their order: the objects of a step, then its checks. Objects of a step that ends transitional checks
 * come after those, so that each check meets the world it is about.
 * @returns the checks with their results, and what networks and namespaces there are
 */
export function buildScenario(
  scenario: Scenario,
  steps: readonly Step[],
  settings: Pick<Settings, "internet" | "readinessTimeout" | "stack" | "cluster" | "checks">,
  cluster: Cluster,
  platform: Platform,
): BuiltScenario {
  const { name } = scenario;
  const inputs: unknown[] = [];
  const record: pulumi.ResourceTransformation = ({ props }) => void inputs.push(props);
  const root = new ScenarioObjects(name, { ...inCluster(cluster), transformations: [record] });
  const checks = new ConnectivityChecks("checks", {
    cluster,
    internet: settings.internet,
    results: resultFiles.folder(stackDirectory("", settings.stack)),
    settings: { timeout: settings.checks.timeout, atOnce: settings.checks.atOnce },
  });
  const chosen = filteredChecks(scenario.checks, settings.checks.filter);
  const resources = new Map<string, pulumi.Resource>();
  const workloads: pulumi.Output<string>[] = [];
  for (const step of steps) {
    const ended = chosen.filter((check) => check.until === step.name).map((check) => checks.resource(check.id));
    const made = step.create?.({
      cluster,
      platform,
      machine: machineOf(settings),
      readinessTimeout: settings.readinessTimeout,
      options: { parent: root, dependsOn: ended },
      earlier: new Map(resources),
    });
    for (const [key, resource] of made?.resources ?? []) resources.set(key, resource);
    workloads.push(...(made?.workloads ?? []));
    const everything: CheckBasis = { workloads: [...workloads], dependsOn: [...resources.values()] };
    for (const check of checksOf(chosen, [step]))
      checks.add(check, { all: scenario.checks, ...(made?.about?.(check) ?? everything) });
  }
  checks.finish();
  return { checks, topology: topologyOfInputs(inputs, settings.cluster.podSubnets) };
}
