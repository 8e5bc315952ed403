import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../components/clusters/index.ts";
import { readHostRequest } from "../../components/host/lifecycle/request.ts";
import type { Platform } from "../../components/platform/index.ts";
import { readTopology } from "../../components/topology/read-topology.ts";
import type { Topology } from "../../components/topology/topology.ts";
import { buildScenario } from "../build-scenario.ts";
import { evaluateProgram, type PlannedResource } from "../commands/plan/evaluate.ts";
import type { LabOfStack } from "../results/lab-of-stack.ts";
import { chosenSteps } from "../steps.ts";

type Lab = Pick<LabOfStack, "settings" | "scenario">;

/** What a stack's scenario makes up to its step, without what it stands on and without its checks: nothing is looked for or fetched. */
export async function plannedTopology(lab: Lab): Promise<Topology> {
  const { stack, cluster } = lab.settings;
  const { resources } = await evaluateProgram({ stack, config: {}, program: () => Promise.resolve(scenarioOf(lab)) });
  const parent = resources.find(({ type }) => type === "lab:index:Scenario")?.urn;
  return readTopology({
    objects: resources.filter((one) => one.parent === parent).map(({ inputs }) => inputs),
    host: resources.flatMap(hostRequestOf),
    podSubnets: cluster.podSubnets,
  });
}

function scenarioOf({ settings, scenario }: Lab): Readonly<Record<string, unknown>> {
  const steps = chosenSteps(scenario, settings.step);
  const unfiltered = { ...settings, checks: { ...settings.checks, filter: undefined } };
  buildScenario({ ...scenario, checks: [] }, steps, unfiltered, emptyCluster(settings.cluster), emptyPlatform);
  return {};
}

function emptyCluster(settings: Lab["settings"]["cluster"]): Cluster {
  return {
    kind: settings.kind,
    name: clusterName(settings),
    provider: new k8s.Provider("cluster-api", {}),
    access: { kubeconfig: "" },
    kubeconfig: pulumi.output(""),
    apiServer: "",
    incarnation: "",
    carriesPackets: settings.kind !== "simulated",
  };
}

const emptyPlatform: Platform = {
  definitions: [],
  nodeNetworkPoliciesNeed: [],
  virtualMachinesNeed: [],
  userDefinedNetworksNeed: [],
  workloadsNeed: [],
};

function hostRequestOf({ inputs }: PlannedResource) {
  const environment = inputs["environment"] as NodeJS.ProcessEnv | undefined;
  // One that only removes what is left of it makes nothing.
  if (environment?.["HOST_REQUEST"] === undefined || inputs["create"] === undefined) return [];
  return [readHostRequest(environment)];
}

/** Its own name; for an existing cluster, its context's. */
export function clusterName(settings: Lab["settings"]["cluster"]): string {
  return settings.kind === "existing" ? settings.context : settings.name;
}
