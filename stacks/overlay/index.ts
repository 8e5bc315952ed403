import { namespaceName } from "../../components/clusters/index.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { Scenario } from "../scenario.ts";
import { overlayChecks } from "./checks.ts";
import { overlayNetwork, subnets } from "./network.ts";
import { overlayPods } from "./pods.ts";
import { createNetworks, createPods } from "./resources.ts";

const name = "overlay";

export function overlay({ namePrefix, versions }: ScenarioSettings): Scenario {
  const network = overlayNetwork(namePrefix, { subnets });
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
        create: (context) => createNetworks(name, network, context),
      },
      {
        name: "workloads",
        explanation:
          "A client and a server in one tenant, a server in the other, each with a second interface on that network.",
        images: [versions.images.overlayServer],
        create: (context) => createPods(name, pods, versions.images.overlayServer, context),
      },
    ],
    checks: overlayChecks(network.tenants),
  };
}
