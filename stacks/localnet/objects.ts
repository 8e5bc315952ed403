import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { LocalnetHost } from "../../components/host/localnet-host.ts";
import { networkAttachmentDefinition } from "../../components/networks/network-attachment-definition.ts";
import { withSecretVariables } from "../../components/secret-inputs.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import { createVirtualMachine } from "../../components/virtual-machines/create-virtual-machine.ts";
import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import type { StepContext, StepResources } from "../scenario.ts";
import type { adapterPod } from "./adapter.ts";
import type { LocalnetNetwork } from "./network.ts";
import type { localnetPolicies } from "./policies.ts";

const name = "localnet";
const sides = ["adapter", "consumer"] as const;

export function createNetworks(network: LocalnetNetwork, context: StepContext): StepResources {
  const { options, platform, readinessTimeout } = context;
  const resources = new Map<string, pulumi.Resource>([
    [
      "node-policy",
      new k8s.apiextensions.CustomResource(`${name}-ovs-share-same-gw-bridge`, network.nodePolicy, {
        ...options,
        dependsOn: [...options.dependsOn, ...platform.nodeNetworkPoliciesNeed],
        customTimeouts: { create: `${readinessTimeout}s`, update: `${readinessTimeout}s` },
      }),
    ],
  ]);
  for (const side of sides) {
    const namespace = new k8s.core.v1.Namespace(
      `${name}-data-${side}`,
      { metadata: { name: network.namespaces[side] } },
      options,
    );
    const attachment = network.attachments[side];
    resources.set(`namespace-${side}`, namespace);
    resources.set(
      `attachment-${side}`,
      new k8s.apiextensions.CustomResource(
        `${name}-data-${side}-${attachment.name}`,
        networkAttachmentDefinition(attachment),
        { ...options, dependsOn: [...options.dependsOn, ...platform.definitions, namespace] },
      ),
    );
  }
  return { resources };
}

export function createAdapter(manifest: ReturnType<typeof adapterPod>, context: StepContext): StepResources {
  const { options, platform, earlier, readinessTimeout } = context;
  const host = earlier.get("host");
  const pod = new k8s.core.v1.Pod(`${name}-${manifest.metadata.name}`, withSecretVariables(manifest), {
    ...options,
    dependsOn: [...options.dependsOn, ...platform.workloadsNeed, ...earlier.values()],
    customTimeouts: { create: `${readinessTimeout}s` },
    // It makes the table when it starts, so a new database needs a new pod; there is only one of its name.
    ...(host instanceof LocalnetHost ? { replaceWith: [host.database] } : {}),
    deleteBeforeReplace: true,
  });
  return { resources: new Map([["adapter", pod]]), workloads: [pod.metadata.uid] };
}

export function createMachine(
  machine: VirtualMachineSpec,
  { emulation }: Pick<ScenarioSettings, "emulation">,
  context: StepContext,
): StepResources {
  // Its guest takes longest of all to start, and asks nothing of the adapter until checks do.
  const needs = [...context.earlier].flatMap(([key, resource]) => (key === "adapter" ? [] : resource));
  const vm = createVirtualMachine(`${name}-${machine.name}`, machine, { ...context, emulation, needs });
  return { resources: new Map([["vm", vm]]), workloads: [vm.metadata.apply(({ uid }) => uid)] };
}

export function createPolicies(policies: ReturnType<typeof localnetPolicies>, context: StepContext): StepResources {
  const { options, platform, earlier } = context;
  const made = sides.map((side) => {
    const manifest = policies[side];
    const needed = [`namespace-${side}`, `attachment-${side}`].flatMap((key) => earlier.get(key) ?? []);
    const policy = new k8s.apiextensions.CustomResource(`${name}-${manifest.metadata.name}`, manifest, {
      ...options,
      dependsOn: [...options.dependsOn, ...platform.definitions, ...needed],
    });
    return [`policy-${side}`, policy] as const;
  });
  return { resources: new Map(made) };
}
