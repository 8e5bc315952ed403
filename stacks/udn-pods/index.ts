import { namespaceName, type ObjectName } from "../../components/clusters/index.ts";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { Scenario, Step } from "../scenario.ts";
import { addedTenantsStep } from "./added-tenant-checks.ts";
import { workshopChecks } from "./checks.ts";
import { addedTenants, namespaceOf, overlappingTenant, type Tenant, tenants, workshopNetworks } from "./networks.ts";
import { Workshop } from "./objects.ts";
import { apps, defaultApp, overlappingApp } from "./workloads.ts";

export function udnPods(settings: ScenarioSettings): Scenario {
  const networks = workshopNetworks(settings);
  const workshop = new Workshop(settings, networks);
  const { namePrefix, scale } = settings;
  const added = addedTenants(scale);
  return {
    name: "udn-pods",
    title: "Primary user-defined networks for pods",
    talk: 'DevConf.CZ 2025, "Kubernetes networking: one size does not fit all"',
    parts: ["ovn-kubernetes", "multus", "network-policy-api"],
    primaryNetworks: true,
    alike: { what: "added tenants", namespaces: added.map((tenant) => namespaceOf(tenant, namePrefix)) },
    pods: podsOf(added.length),
    ipFamilies: ["ipv4", "ipv6", "dual"],
    networks: networks.ranges,
    claims: claims([...tenants, overlappingTenant, ...added], namePrefix, networks.enterprise),
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
      ...(scale === 0 ? [] : [addedTenantsOf(workshop, scale)]),
    ],
    checks: workshopChecks(settings),
  };
}

/** Not of the talk, so it comes after all of it. */
function addedTenantsOf(workshop: Workshop, scale: number): Step {
  return {
    name: addedTenantsStep,
    explanation: `${scale === 1 ? "A tenant" : `${scale} tenants`} more, as lab:scale says: a namespace, a network, a client and a server each. Two ranges serve all of them.`,
    create: (context) => workshop.addTenants(context),
  };
}

/** Two of each StatefulSet. */
function podsOf(added: number): number {
  return 2 * ([...apps, overlappingApp].length + added);
}

function claims(
  all: readonly Tenant[],
  namePrefix: string,
  { apiVersion, kind, metadata }: { apiVersion: string; kind: string; metadata: { name: string } },
): ObjectName[] {
  return [
    ...all.map((tenant) => namespaceName(namespaceOf(tenant, namePrefix))),
    { apiVersion, kind, name: metadata.name },
    { apiVersion: "apps/v1", kind: "StatefulSet", namespace: "default", name: `${namePrefix}${defaultApp}` },
  ];
}
