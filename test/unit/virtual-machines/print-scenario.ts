/**
 * Builds a scenario on stand-ins for the platform, with Pulumi's mocks in the place of the engine, and prints as JSON what is said
 * of each resource when it is registered. A process of its own for each, for Pulumi's runtime is one a process.
 */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../../components/clusters/index.ts";
import { defaultScenarioSettings } from "../../../components/settings/default-settings.ts";
import type { ScenarioSettings } from "../../../components/settings/settings.ts";
import { buildScenario } from "../../../stacks/build-scenario.ts";
import { loadScenario } from "../../../stacks/registry.ts";

export interface Registered {
  readonly name: string;
  /** Names, in alphabetical order. */
  readonly dependsOn: readonly string[];
  readonly createTimeout: string;
  readonly replaceOnChanges: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** What a check takes for the identities of its workloads. */
  readonly workloads: string;
}

/** The request's type is not exported by the SDK. */
interface Request {
  getName(): string;
  getDependenciesList(): string[];
  getCustomtimeouts(): { getCreate(): string } | undefined;
  getReplaceonchangesList(): string[];
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getObject(): { toJavaScript(): { environment?: { CHECK_WORKLOADS?: string } } };
}

const [name = "", given = "{}", readinessTimeout = "900"] = process.argv.slice(2);
const settings = { ...defaultScenarioSettings, ...(JSON.parse(given) as Partial<ScenarioSettings>) };

await pulumi.runtime.setMocks(
  {
    newResource: ({ name: id }) => ({ id, state: { metadata: { uid: `uid of ${id}` }, stdout: "null" } }),
    call: () => ({}),
  },
  "lab",
  "unit",
  false,
);
const registered: Registered[] = [];
const monitor = pulumi.runtime.getMonitor() as unknown as {
  registerResource(request: Request, callback: unknown): void;
};
const register = monitor.registerResource.bind(monitor);
monitor.registerResource = (request, callback) => {
  registered.push({
    name: request.getName(),
    dependsOn: request
      .getDependenciesList()
      .map((urn) => urn.split("::").at(-1) ?? "")
      .toSorted(),
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
    replaceOnChanges: request.getReplaceonchangesList(),
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    workloads: request.getObject().toJavaScript().environment?.CHECK_WORKLOADS ?? "",
  });
  register(request, callback);
};

const standIn = (of: string): pulumi.Resource[] => [new k8s.core.v1.ConfigMap(of)];
const scenario = await loadScenario(name, settings);
buildScenario(
  scenario,
  scenario.steps,
  {
    internet: true,
    checks: { filter: undefined, timeout: 90, atOnce: 0 },
    readinessTimeout: Number(readinessTimeout),
    stack: "unit-tests",
    cluster: { kind: "simulated", name: "unit-tests", workers: 2, podSubnets: [], serviceSubnets: [] },
  },
  { kind: "existing", access: { kubeconfig: "kubeconfig" }, carriesPackets: true } as unknown as Cluster,
  {
    definitions: standIn("definitions"),
    nodeNetworkPoliciesNeed: standIn("node-network-policies-need"),
    userDefinedNetworksNeed: standIn("user-defined-networks-need"),
    virtualMachinesNeed: standIn("virtual-machines-need"),
    workloadsNeed: standIn("workloads-need"),
  },
);
await pulumi.runtime.disconnect();
process.stdout.write(JSON.stringify(registered));
