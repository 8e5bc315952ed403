import * as k8s from "@pulumi/kubernetes";
import { networkAttachmentDefinition } from "../../components/networks/network-attachment-definition.ts";
import { namespaceName } from "../../components/clusters/index.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { Scenario, StepContext, StepResources } from "../scenario.ts";
import { overlayChecks } from "./checks.ts";
import { overlayNetwork, subnets } from "./network.ts";
import { type OverlayPod, overlayPods, podManifest } from "./pods.ts";

const name = "overlay";

export function overlay({ namePrefix, versions }: ScenarioSettings): Scenario {
  const network = overlayNetwork(namePrefix);
  const pods = overlayPods(network.tenants);
  return {
    name,
    title: "Two tenants on one secondary layer-2 network",
    talk: 'FOSDEM 2024, "One SDN to connect them all"',
    parts: ["ovn-kubernetes", "multus"],
    ipFamilies: ["ipv4"],
    networks: { "green-network": [subnets] },
    claims: Object.values(network.tenants).map(namespaceName),
    steps: [
      {
        name: "networks",
        explanation:
          "Two namespaces, each with an attachment to the same layer-2 overlay network, which gives addresses out of one range.",
        create: (context) => createNetworks(network, context),
      },
      {
        name: "workloads",
        explanation:
          "A client and a server in one tenant, a server in the other, each with a second interface on that network.",
        create: (context) => createWorkloads(pods, versions.images.overlayServer, context),
      },
    ],
    checks: overlayChecks(network.tenants),
  };
}

function createNetworks(
  { tenants, attachments }: ReturnType<typeof overlayNetwork>,
  { platform, options }: StepContext,
): StepResources {
  const resources = new Map<string, k8s.core.v1.Namespace | k8s.apiextensions.CustomResource>();
  for (const [tenant, namespace] of Object.entries(tenants))
    resources.set(
      namespace,
      new k8s.core.v1.Namespace(`${name}-tenant${tenant}`, { metadata: { name: namespace } }, options),
    );
  for (const attachment of attachments) {
    const key = `${attachment.namespace}-${attachment.name}`;
    const namespace = resources.get(attachment.namespace);
    resources.set(
      key,
      new k8s.apiextensions.CustomResource(`${name}-${key}`, networkAttachmentDefinition(attachment), {
        ...options,
        dependsOn: [...options.dependsOn, ...platform.definitions, ...(namespace ? [namespace] : [])],
      }),
    );
  }
  return { resources };
}

function createWorkloads(
  pods: readonly OverlayPod[],
  image: string,
  { platform, options, earlier, readinessTimeout }: StepContext,
): StepResources {
  const made = pods.map((pod) => {
    const resource = new k8s.core.v1.Pod(`${name}-${pod.name}`, podManifest(pod, image), {
      ...options,
      dependsOn: [...options.dependsOn, ...platform.workloadsNeed, ...earlier.values()],
      customTimeouts: { create: `${readinessTimeout}s` },
    });
    return [pod.name, resource] as const;
  });
  return { resources: new Map(made), workloads: made.map(([, pod]) => pod.metadata.uid) };
}
