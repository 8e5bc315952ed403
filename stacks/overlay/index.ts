import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { inCluster } from "../../components/clusters/index.ts";
import { networkAttachmentDefinition } from "../../components/networks/network-attachment-definition.ts";
import type { Scenario, ScenarioContext, ScenarioResources } from "../scenario.ts";
import { checks } from "./checks.ts";
import { attachments, namespaces } from "./network.ts";
import { podManifest, pods } from "./pods.ts";

export const overlay: Scenario = {
  name: "overlay",
  title: "Two tenants on one secondary layer-2 network",
  talk: 'FOSDEM 2024, "One SDN to connect them all"',
  steps: [
    {
      name: "networks",
      explanation:
        "Two namespaces, each with an attachment to the same layer-2 overlay network, which gives addresses out of one range.",
    },
    {
      name: "workloads",
      explanation:
        "A client and a server in one tenant, a server in the other, each with a second interface on that network.",
    },
  ],
  checks,
  create: (context) => new OverlayScenario("overlay", context, inCluster(context.cluster)),
};

class OverlayScenario extends pulumi.ComponentResource implements ScenarioResources {
  readonly ready: readonly pulumi.Resource[];
  readonly workloads: readonly pulumi.Output<string>[];

  constructor(name: string, context: ScenarioContext, opts: pulumi.ComponentResourceOptions) {
    super("lab:index:OverlayScenario", name, {}, opts);
    const namespaceOf = new Map(
      namespaces.map((namespace) => [
        namespace as string,
        new k8s.core.v1.Namespace(`${name}-${namespace}`, { metadata: { name: namespace } }, { parent: this }),
      ]),
    );
    const networks = attachments.map(
      (attachment) =>
        new k8s.apiextensions.CustomResource(
          `${name}-${attachment.namespace}-${attachment.name}`,
          networkAttachmentDefinition(attachment),
          { parent: this, dependsOn: [...context.platform.definitions, ...resourcesOf(attachment.namespace)] },
        ),
    );
    const workloads = pods.map(
      (pod) =>
        new k8s.core.v1.Pod(`${name}-${pod.name}`, podManifest(pod), {
          parent: this,
          dependsOn: [...context.platform.workloadsNeed, ...networks, ...resourcesOf(pod.namespace)],
          customTimeouts: { create: `${context.readinessTimeout}s` },
        }),
    );
    this.ready = workloads;
    this.workloads = workloads.map((pod) => pod.metadata.uid);
    this.registerOutputs();

    function resourcesOf(namespace: string): pulumi.Resource[] {
      const resource = namespaceOf.get(namespace);
      return resource ? [resource] : [];
    }
  }
}
