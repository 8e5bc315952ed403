import * as pulumi from "@pulumi/pulumi";
import { createCluster } from "./components/clusters/index.ts";
import { openCommandHost } from "./components/command-host/host.ts";
import { commandSocket, stackDirectory } from "./components/clusters/stack-files.ts";
import { machineOf } from "./components/host/machine.ts";
import { endProgramWithEngine } from "./components/interruption/end-with-engine.ts";
import { NodeImages } from "./components/images/node-images.ts";
import { pullsAhead } from "./components/images/wanted-image.ts";
import {
  installationFiles,
  installPlatform,
  platformImages,
  requireDigestsInUse,
} from "./components/platform/index.ts";
import { runMode } from "./components/run-mode.ts";
import { readSettings } from "./components/settings/read-settings.ts";
import { buildScenario } from "./stacks/build-scenario.ts";
import { filteredChecks } from "./stacks/check-filter.ts";
import { requireFreeNetworks, scenarioNetworks } from "./stacks/free-networks.ts";
import { requireIpFamily } from "./stacks/ip-family.ts";
import { machineNeeds } from "./stacks/machine-needs.ts";
import { requirePodRoom } from "./stacks/pod-room.ts";
import { nextSteps as nextStepsOf } from "./stacks/next-steps.ts";
import { loadScenario, scenarioNames } from "./stacks/registry.ts";
import { checksOf, chosenSteps } from "./stacks/steps.ts";
import { wantedImages } from "./stacks/wanted-images.ts";

const projectDirectory = import.meta.dirname;

if (!runMode.isPlan) endProgramWithEngine();

// 1. The stack's settings and its scenario, checked before anything is created.
const settings = readSettings({
  stack: pulumi.getStack(),
  config: pulumi.runtime.allConfig(),
  scenarios: scenarioNames,
  projectDirectory,
});

const scenario = await loadScenario(settings.scenario, settings);
requireIpFamily(scenario, settings);
requireFreeNetworks(scenario, settings);
requirePodRoom(scenario, settings);
const steps = chosenSteps(scenario, settings.step);
const chosenChecks = filteredChecks(scenario.checks, settings.checks.filter);

// A preview works on machines where nothing could be made.
if (settings.cluster.kind === "kind" && !pulumi.runtime.isDryRun() && !runMode.isPlan)
  await scenario.requireMachine?.({ machine: machineOf(settings), clusterName: settings.cluster.name });

// 2. The upstream files it needs, found and verified before anything is created.
const files = await installationFiles(settings, scenario.parts);

if (!runMode.isPlan) requireDigestsInUse(settings, files, scenario.parts);

// What its nodes pull before pods ask for it.
const images = pullsAhead(settings.cluster)
  ? wantedImages(platformImages(settings, files, scenario.parts), scenario)
  : [];

// 3. A cluster: made by the stack (kind, simulated), or one that is there and has room for the scenario.
const cluster = await createCluster(settings, projectDirectory, {
  networks: scenarioNetworks(scenario),
  claims: scenario.claims,
  parts: scenario.parts,
  images,
  ...(settings.cluster.kind === "kind" ? { machine: machineNeeds(scenario, settings, settings.cluster) } : {}),
});

// What Commands only wait for is waited for in this process. A preview runs none.
if (!runMode.isPlan && !pulumi.runtime.isDryRun()) await openCommandHost(commandSocket(settings.stack));
// Beside it, on kind, its nodes pull the images that all the rest will ask for. Nothing waits for that.
if (settings.cluster.kind === "kind" && pullsAhead(settings.cluster))
  new NodeImages("node-images", {
    settings: settings.cluster,
    incarnation: cluster.incarnation,
    directory: stackDirectory("", settings.stack),
    wanted: images,
    images: settings.images,
    timeout: settings.readinessTimeout,
  });

// 4. The parts that the scenario is built on: OVN-Kubernetes and multus, and for some more.
const platform = installPlatform(settings, cluster, files, scenario.parts);

// 5. The scenario, step by step: networks, workloads, policies, and the checks of each step.
const built = buildScenario(scenario, steps, settings, cluster, platform);

export const clusterName = cluster.name;
export const kubeconfig = cluster.kubeconfig;
export const kubeconfigFile = cluster.access.kubeconfig;
export const checks = built.checks.results;
export const topology = built.topology;
export const nextSteps = nextStepsOf({ settings, checks: checksOf(chosenChecks, steps) }).map(({ command }) => command);
