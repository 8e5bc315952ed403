import * as k8s from "@pulumi/kubernetes";
import { namespaceName } from "../../components/clusters/index.ts";
import { byFamily } from "../../components/settings/ip-family.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import { createVirtualMachine } from "../../components/virtual-machines/create-virtual-machine.ts";
import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import type { Scenario, StepContext, StepResources } from "../scenario.ts";
import { vmChecks } from "./checks.ts";
import { machines } from "./machines.ts";
import { namespaceManifest, ranges, tenantNamespaces, tenantNetwork, type Tenants } from "./network.ts";

const name = "udn-vms";

export function udnVms({ namePrefix, ipFamily, versions, emulation, mtu }: ScenarioSettings): Scenario {
  const tenants = tenantNamespaces(namePrefix);
  const network = tenantNetwork(namePrefix, tenants, ipFamily);
  return {
    name,
    title: "Virtual machines on a primary user-defined network, and a live migration",
    talk: 'DevConf.CZ 2025, "Kubernetes networking: one size does not fit all"',
    parts: ["ovn-kubernetes", "multus", "kubevirt", "cert-manager", "ipam-extensions"],
    // While one migrates, it is there twice.
    virtualMachines: { count: 3, memory: 2048 },
    primaryNetworks: true,
    ipFamilies: ["ipv4", "ipv6", "dual"],
    networks: { "happy-tenant": byFamily(ipFamily, ranges) },
    claims: [
      ...Object.values(tenants).map(namespaceName),
      { apiVersion: network.apiVersion, kind: network.kind, name: network.metadata.name },
    ],
    steps: [
      {
        name: "namespaces",
        explanation:
          "Two namespaces that carry the label for primary user-defined networks from the start; it can be neither added nor removed later.",
        create: (context) => createNamespaces(tenants, context),
      },
      {
        name: "network",
        explanation:
          "One layer-2 network over both. Its addresses are persistent: a virtual machine has the same ones wherever it runs.",
        create: (context) => createNetwork(network, context),
      },
      {
        name: "virtual-machines",
        explanation:
          "A virtual machine in each namespace. A layer-2 binding hands the network to the guest as it is: the guest gets its address by DHCP, without NAT.",
        guestDisks: [versions.images.fedoraWithTools],
        create: (context) =>
          createMachines(machines(tenants, versions.images.fedoraWithTools, ipFamily), emulation, context),
      },
      {
        name: "migration",
        explanation:
          "Blue moves to another node while red sends to it: the TCP connection stalls for a moment and survives, for blue's addresses move along.",
      },
    ],
    checks: vmChecks(tenants, { ipFamily, mtu }),
  };
}

function createNamespaces(tenants: Tenants, { options }: StepContext): StepResources {
  const made = Object.entries(tenants).map(([tenant, namespace]) => {
    const resource = new k8s.core.v1.Namespace(`${name}-${tenant}-namespace`, namespaceManifest(namespace), options);
    return [`${tenant}-namespace`, resource] as const;
  });
  return { resources: new Map(made) };
}

function createNetwork(
  network: ReturnType<typeof tenantNetwork>,
  { platform, options, earlier, readinessTimeout }: StepContext,
): StepResources {
  const resource = new k8s.apiextensions.CustomResource(`${name}-happy-tenant`, network, {
    ...options,
    dependsOn: [...options.dependsOn, ...platform.userDefinedNetworksNeed, ...earlier.values()],
    customTimeouts: { create: `${readinessTimeout}s` },
  });
  return { resources: new Map([["happy-tenant", resource]]) };
}

function createMachines(
  specs: readonly VirtualMachineSpec[],
  emulation: ScenarioSettings["emulation"],
  context: StepContext,
): StepResources {
  const made = specs.map((machine) => {
    const needs = context.earlier.values();
    const resource = createVirtualMachine(`${name}-${machine.name}`, machine, { ...context, emulation, needs });
    return [machine.name, resource] as const;
  });
  return { resources: new Map(made), workloads: made.map(([, machine]) => machine.metadata.uid) };
}
