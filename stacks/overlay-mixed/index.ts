import { namespaceName } from "../../components/clusters/index.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import { createVirtualMachine } from "../../components/virtual-machines/create-virtual-machine.ts";
import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import { overlayNetwork, subnets } from "../overlay/network.ts";
import { createNetworks, createPods } from "../overlay/resources.ts";
import type { Scenario, StepContext, StepResources } from "../scenario.ts";
import { mixedChecks } from "./checks.ts";
import { client, servers } from "./workloads.ts";

const name = "overlay-mixed";

export function overlayMixed({ namePrefix, versions, emulation }: ScenarioSettings): Scenario {
  const network = overlayNetwork(namePrefix);
  const pods = servers(network.tenants);
  const machine = client(network.tenants, versions.images.fedora);
  return {
    name,
    title: "A virtual machine and pods on one secondary network without IPAM",
    talk: 'FOSDEM 2024, "One SDN to connect them all"',
    parts: ["ovn-kubernetes", "multus", "kubevirt"],
    virtualMachines: { count: 1, memory: 1024 },
    ipFamilies: ["ipv4"],
    // Nobody gives addresses out of it, but guests and pods take them from there.
    networks: { "green-network": [subnets] },
    claims: Object.values(network.tenants).map(namespaceName),
    steps: [
      {
        name: "networks",
        explanation:
          "Two namespaces with an attachment each to the same layer-2 overlay network. It has no range, so it gives no addresses and guards MACs alone.",
        create: (context) => createNetworks(name, network, context),
      },
      {
        name: "workloads",
        explanation:
          "The client is a virtual machine, which sets the address of its second interface itself; the servers are pods, which ask for theirs.",
        images: [versions.images.overlayServer],
        guestDisks: [versions.images.fedora],
        create: (context) => {
          const made = createPods(name, Object.values(pods), versions.images.overlayServer, context);
          return withClient(made, machine, emulation, context);
        },
      },
    ],
    checks: mixedChecks(machine, pods),
  };
}

function withClient(
  { resources, workloads }: StepResources,
  machine: VirtualMachineSpec,
  emulation: ScenarioSettings["emulation"],
  context: StepContext,
): StepResources {
  const made = createVirtualMachine(`${name}-${machine.name}`, machine, {
    ...context,
    emulation,
    needs: context.earlier.values(),
  });
  return {
    resources: new Map([...resources, [machine.name, made]]),
    workloads: [...(workloads ?? []), made.metadata.uid],
  };
}
