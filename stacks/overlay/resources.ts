import * as k8s from "@pulumi/kubernetes";
import { networkAttachmentDefinition } from "../../components/networks/network-attachment-definition.ts";
import type { StepContext, StepResources } from "../scenario.ts";
import type { OverlayNetwork } from "./network.ts";
import { type OverlayPod, podManifest } from "./pods.ts";

/** The namespaces of both tenants and their attachments. */
export function createNetworks(
  scenario: string,
  { tenants, attachments }: OverlayNetwork,
  { platform, options }: StepContext,
): StepResources {
  const resources = new Map<string, k8s.core.v1.Namespace | k8s.apiextensions.CustomResource>();
  for (const [tenant, namespace] of Object.entries(tenants))
    resources.set(
      namespace,
      new k8s.core.v1.Namespace(`${scenario}-tenant${tenant}`, { metadata: { name: namespace } }, options),
    );
  for (const attachment of attachments) {
    const key = `${attachment.namespace}-${attachment.name}`;
    const namespace = resources.get(attachment.namespace);
    resources.set(
      key,
      new k8s.apiextensions.CustomResource(`${scenario}-${key}`, networkAttachmentDefinition(attachment), {
        ...options,
        dependsOn: [...options.dependsOn, ...platform.definitions, ...(namespace ? [namespace] : [])],
      }),
    );
  }
  return { resources };
}

export function createPods(
  scenario: string,
  pods: readonly OverlayPod[],
  image: string,
  { platform, options, earlier, readinessTimeout }: StepContext,
): StepResources {
  const made = pods.map((pod) => {
    const resource = new k8s.core.v1.Pod(`${scenario}-${pod.name}`, podManifest(pod, image), {
      ...options,
      dependsOn: [...options.dependsOn, ...platform.workloadsNeed, ...earlier.values()],
      customTimeouts: { create: `${readinessTimeout}s` },
    });
    return [pod.name, resource] as const;
  });
  return { resources: new Map(made), workloads: made.map(([, pod]) => pod.metadata.uid) };
}
