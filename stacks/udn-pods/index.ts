import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Scenario, ScenarioFactory, StepContext, StepResources } from "../scenario.ts";
import { checks } from "./checks.ts";
import {
  enterpriseNetwork,
  namespaceManifest,
  namespaces,
  networkRanges,
  networks,
  overlappingNamespace,
  overlappingNetwork,
} from "./networks.ts";
import { type App, apps, nodePortService, overlappingApp, policy, statefulSet } from "./workloads.ts";

const name = "udn-pods";

export const udnPods: ScenarioFactory = (settings): Scenario => ({
  name,
  title: "Primary user-defined networks for pods",
  talk: 'DevConf.CZ 2025, "Kubernetes networking: one size does not fit all"',
  parts: ["ovn-kubernetes", "multus", "network-policy-api"],
  ipFamilies: ["ipv4"],
  networks: networkRanges,
  steps: [
    {
      name: "namespaces",
      explanation:
        "Four namespaces that carry the label for primary user-defined networks from the start; it can be neither added nor removed later.",
      create: (context) => ({ resources: new Map(namespaces.map((namespace) => addNamespace(namespace, context))) }),
    },
    {
      name: "networks",
      explanation: "A layer-3 network each for blue and green: in their pods it takes the place of the cluster's own.",
      create: (context) => ({
        resources: new Map(networks.map((network) => addNetwork(network, [network.metadata.namespace], context))),
      }),
    },
    {
      name: "cluster-network",
      explanation: "One layer-2 network over red and yellow: networks need not end where namespaces do.",
      create: (context) => ({ resources: new Map([addNetwork(enterpriseNetwork, ["red", "yellow"], context)]) }),
    },
    {
      name: "workloads",
      explanation:
        "Two pods in each namespace and in default. Each has an address on its network, and one on the default network that only its kubelet uses.",
      create: (context) => addApps(apps, settings.versions.images.workshopServer, context),
    },
    {
      name: "services",
      explanation:
        "Services of blue and green. A cluster address works on the network of its namespace alone, a node port from everywhere.",
      create: addServices,
    },
    {
      name: "overlapping",
      explanation: "A fifth namespace whose network has the same range as blue's: networks do not know of each other.",
      create: (context) => addOverlapping(settings.versions.images.workshopServer, context),
    },
    { name: "before-policy", explanation: "What red's pods reach as long as there is no policy." },
    {
      name: "policy",
      explanation:
        "A NetworkPolicy limits red's pods to port 8080 of the workshop's pods. It narrows what the network allows and cannot widen it.",
      create: addPolicy,
    },
  ],
  checks,
});

type Named<R extends pulumi.Resource> = readonly [key: string, resource: R];

function addNamespace(namespace: string, { options }: StepContext): Named<k8s.core.v1.Namespace> {
  return [namespace, new k8s.core.v1.Namespace(`${name}-${namespace}`, namespaceManifest(namespace), options)];
}

function addNetwork(
  network: (typeof networks)[number] | typeof enterpriseNetwork,
  of: readonly string[],
  context: StepContext,
): Named<k8s.apiextensions.CustomResource> {
  const key = network.metadata.name;
  const resource = new k8s.apiextensions.CustomResource(`${name}-${key}`, network, {
    ...context.options,
    dependsOn: [...context.options.dependsOn, ...context.platform.userDefinedNetworksNeed, ...earlier(context, of)],
    customTimeouts: { create: `${context.readinessTimeout}s` },
  });
  return [key, resource];
}

function addApps(list: readonly App[], image: string, context: StepContext): StepResources {
  const made = list.map((app): Named<k8s.apps.v1.StatefulSet> => {
    const resource = new k8s.apps.v1.StatefulSet(`${name}-${app.name}`, statefulSet(app, image), {
      ...context.options,
      // All networks come first: the talk shows them before any pod, and pods of a network have to go before it does.
      dependsOn: [...context.options.dependsOn, ...context.platform.workloadsNeed, ...context.earlier.values()],
      customTimeouts: { create: `${context.readinessTimeout}s` },
    });
    return [app.name, resource];
  });
  return { resources: new Map(made), workloads: made.map(([, app]) => app.metadata.uid) };
}

function addServices(context: StepContext): StepResources {
  const made = (["blue", "green"] as const).map((network): Named<k8s.core.v1.Service> => {
    const manifest = nodePortService(network);
    const resource = new k8s.core.v1.Service(`${name}-${manifest.metadata.name}`, manifest, {
      ...context.options,
      dependsOn: [...context.options.dependsOn, ...earlier(context, [network, `app-${network}`])],
    });
    return [manifest.metadata.name, resource];
  });
  return { resources: new Map(made) };
}

function addOverlapping(image: string, context: StepContext): StepResources {
  const namespace = addNamespace(overlappingNamespace, context);
  const within = (made: readonly Named<pulumi.Resource>[]): StepContext => ({
    ...context,
    earlier: new Map([...context.earlier, ...made]),
  });
  const network = addNetwork(overlappingNetwork, [overlappingNamespace], within([namespace]));
  const { resources, workloads } = addApps([overlappingApp], image, within([namespace, network]));
  return { resources: new Map([namespace, network, ...resources]), ...(workloads ? { workloads } : {}) };
}

function addPolicy(context: StepContext): StepResources {
  const key = policy.metadata.name;
  const resource = new k8s.networking.v1.NetworkPolicy(`${name}-${key}`, policy, {
    ...context.options,
    dependsOn: [...context.options.dependsOn, ...earlier(context, ["red"])],
  });
  return { resources: new Map([[key, resource]]) };
}

function earlier(context: StepContext, keys: readonly string[]): pulumi.Resource[] {
  return keys.flatMap((key) => context.earlier.get(key) ?? []);
}
