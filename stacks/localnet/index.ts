import { namespaceName } from "../../components/clusters/index.ts";
import { requireLocalnetHost } from "../../components/host/require-localnet-host.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { Scenario } from "../scenario.ts";
import { localnetAddresses } from "./addresses.ts";
import { localnetChecks } from "./checks.ts";
import { createHost } from "./host.ts";
import { localnetNetwork } from "./network.ts";
import { createAdapter, createMachine, createNetworks, createPolicies } from "./objects.ts";
import { localnetPolicies } from "./policies.ts";
import { workloadMachine } from "./machine.ts";
import { adapterPod } from "./adapter.ts";

export function localnet(settings: ScenarioSettings): Scenario {
  const { versions, namePrefix } = settings;
  const { vlanId, subnet, databasePort } = settings.localnet;
  const addresses = localnetAddresses(subnet);
  const network = localnetNetwork(namePrefix, settings.localnet);
  const { namespaces, nodePolicy } = network;
  return {
    name: "localnet",
    title: "A pod and a virtual machine on a VLAN, with a database outside of the cluster",
    talk: 'FOSDEM 2024, "One SDN to connect them all"',
    parts: ["ovn-kubernetes", "multus", "nmstate", "kubevirt"],
    virtualMachines: { count: 1, memory: 1024 },
    ipFamilies: ["ipv4"],
    networks: { "data-net": [subnet] },
    claims: [
      ...Object.values(namespaces).map(namespaceName),
      { apiVersion: nodePolicy.apiVersion, kind: nodePolicy.kind, name: nodePolicy.metadata.name },
    ],
    requireMachine: ({ machine, clusterName }) =>
      requireLocalnetHost({ machine, clusterName, vlanId, address: addresses.withPrefix.host, port: databasePort }),
    steps: [
      {
        name: "host",
        explanation:
          `The administrator's part, outside of the cluster: VLAN ${vlanId} on the bridge that kind's nodes are on, with this machine at ${addresses.host}, ` +
          "and a PostgreSQL database beside the cluster. The VLAN interface needs root, and nothing else does.",
        create: (context) => createHost(settings, addresses, context),
      },
      {
        name: "networks",
        explanation:
          "Two namespaces, a policy that has nmstate map the network to each worker's bridge, and in each namespace an attachment to it. " +
          "It has no subnet: addresses are chosen by hand.",
        create: (context) => createNetworks(network, context),
      },
      {
        name: "adapter",
        explanation: "A pod on the VLAN reads the database and hands its turtles out by HTTP.",
        images: [versions.images.turtleAdapter],
        create: (context) =>
          createAdapter(
            adapterPod(namespaces.adapter, addresses, databasePort, versions.images.turtleAdapter),
            context,
          ),
      },
      {
        name: "virtual-machine",
        explanation: "A virtual machine on the same VLAN. It reaches the pod, and the database too.",
        guestDisks: [versions.images.fedora],
        create: (context) =>
          createMachine(workloadMachine(namespaces.consumer, addresses, versions.images.fedora), settings, context),
      },
      {
        name: "policies",
        explanation:
          "From now on the pod may speak with the database and the virtual machine with the pod alone. " +
          "(The diagram in the talk's repository has pod and virtual machine swapped; its text and its manifests say it like this.)",
        create: (context) => createPolicies(localnetPolicies(namespaces, addresses, databasePort), context),
      },
    ],
    checks: localnetChecks({ namespaces, addresses, databasePort, probeImage: versions.images.overlayServer }),
  };
}
