import { namespaceName, type ObjectName } from "../../components/clusters/index.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { Scenario } from "../scenario.ts";
import { workshopChecks } from "./checks.ts";
import { namespaceOf, overlappingTenant, tenants, workshopNetworks } from "./networks.ts";
import { Workshop } from "./objects.ts";
import { apps, defaultApp } from "./workloads.ts";

export function udnPods(settings: ScenarioSettings): Scenario {
  const networks = workshopNetworks(settings);
  const workshop = new Workshop(settings, networks);
  return {
    name: "udn-pods",
    title: "Primary user-defined networks for pods",
    talk: 'DevConf.CZ 2025, "Kubernetes networking: one size does not fit all"',
    parts: ["ovn-kubernetes", "multus", "network-policy-api"],
    primaryNetworks: true,
    ipFamilies: ["ipv4", "ipv6", "dual"],
    networks: networks.ranges,
    claims: claims(settings.namePrefix, networks.enterprise),
    steps: [
      {
        name: "namespaces",
        explanation:
          "Four namespaces that carry the label for primary user-defined networks from the start; it can be neither added nor removed later.",
        create: (context) => workshop.addNamespaces(context),
      },
      {
        name: "networks",
        explanation:
          "A layer-3 network each for blue and green: in their pods it takes the place of the cluster's own.",
        create: (context) => workshop.addSeparateNetworks(context),
      },
      {
        name: "cluster-network",
        explanation: "One layer-2 network over red and yellow: networks need not end where namespaces do.",
        create: (context) => workshop.addEnterpriseNetwork(context),
      },
      {
        name: "workloads",
        explanation:
          "Two pods in each namespace and in default. Each has an address on its network, and one on the default network that only its kubelet uses.",
        images: [settings.versions.images.workshopServer],
        create: (context) => workshop.addApps(apps, context),
      },
      {
        name: "services",
        explanation:
          "Services of blue and green. A cluster address works on the network of its namespace alone, a node port from everywhere.",
        create: (context) => workshop.addServices(context),
      },
      {
        name: "overlapping",
        explanation:
          "A fifth namespace whose network has the same range as blue's: networks do not know of each other.",
        images: [settings.versions.images.workshopServer],
        create: (context) => workshop.addOverlapping(context),
      },
      { name: "before-policy", explanation: "What red's pods reach as long as there is no policy." },
      {
        name: "policy",
        explanation:
          "A NetworkPolicy limits red's pods to port 8080 of the workshop's pods. It narrows what the network allows and cannot widen it.",
        create: (context) => workshop.addPolicy(context),
      },
    ],
    checks: workshopChecks(settings),
  };
}

function claims(
  namePrefix: string,
  { apiVersion, kind, metadata }: { apiVersion: string; kind: string; metadata: { name: string } },
): ObjectName[] {
  return [
    ...[...tenants, overlappingTenant].map((tenant) => namespaceName(namespaceOf(tenant, namePrefix))),
    { apiVersion, kind, name: metadata.name },
    { apiVersion: "apps/v1", kind: "StatefulSet", namespace: "default", name: `${namePrefix}${defaultApp}` },
  ];
}
