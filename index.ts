import * as pulumi from "@pulumi/pulumi";
import { ConnectivityChecks } from "./components/checks/connectivity-checks.ts";
import { createCluster } from "./components/clusters/index.ts";
import { installationFiles, installPlatform } from "./components/platform/index.ts";
import { readSettings } from "./components/settings/read-settings.ts";
import { loadScenario, scenarioNames } from "./stacks/registry.ts";

const projectDirectory = import.meta.dirname;

// 1. The stack's settings, checked before anything is created.
const settings = readSettings({
  stack: pulumi.getStack(),
  config: pulumi.runtime.allConfig(),
  scenarios: scenarioNames,
  projectDirectory,
});

// 2. The upstream files it needs, found and verified before anything is created.
const files = await installationFiles(settings);

// 3. A cluster: made by the stack (kind, simulated), or one that is there.
const cluster = await createCluster(settings, projectDirectory);

// 4. What scenarios are built on: OVN-Kubernetes and multus.
const platform = installPlatform(settings, cluster, files);

// 5. The scenario's networks and workloads.
const scenario = await loadScenario(settings.scenario);
const built = scenario.create({ cluster, platform, readinessTimeout: settings.readinessTimeout });

// 6. Its checks, once the workloads are ready.
const connectivity = new ConnectivityChecks(
  "checks",
  { checks: scenario.checks, cluster, workloads: [...built.workloads] },
  { dependsOn: [...built.ready] },
);

export const clusterName = cluster.name;
export const kubeconfig = cluster.kubeconfig;
export const kubeconfigFile = cluster.access.kubeconfig;
export const checks = connectivity.results;
