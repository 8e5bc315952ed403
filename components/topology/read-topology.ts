import type { HostRequest } from "../host/lifecycle/request.ts";
import { readPlaces } from "./host-places.ts";
import { type Manifest, type ManifestOf, readManifests } from "./manifests.ts";
import { attachmentsOfMachine, attachmentsOfPod, type WantedAttachment } from "./network-attachments.ts";
import { type Networks, readNetworks } from "./networks.ts";
import { describeRules } from "./policy-rules.ts";
import { type Selector, selects } from "./selectors.ts";
import { type Attachment, ids, type Policy, type Service, type Topology, type Workload } from "./topology.ts";

export interface TopologySource {
  /** Objects of the Kubernetes API; those that no picture shows are left aside. */
  readonly objects: readonly unknown[];
  /** What is made on the machine beside the cluster. */
  readonly host: readonly HostRequest[];
  /** Ranges of the cluster's own pod network. */
  readonly podSubnets: readonly string[];
}

/** Reads the objects of a scenario. Everything is in the order of the names, so that one scenario gives one picture. */
export function readTopology({ objects, host, podSubnets }: TopologySource): Topology {
  const manifests = readManifests(objects);
  const networks = readNetworks(manifests, podSubnets);
  const workloads = manifests.flatMap((one) => workloadsOf(one, networks));
  return {
    networks: networks.networks,
    namespaces: networks.namespaces,
    workloads,
    services: manifests.flatMap((one) => (one.kind === "Service" ? [serviceOf(one, workloads)] : [])),
    policies: manifests.flatMap((one) =>
      one.kind === "NetworkPolicy" || one.kind === "MultiNetworkPolicy" ? [policyOf(one, networks, workloads)] : [],
    ),
    places: readPlaces(host, networks.networks),
  };
}

function workloadsOf(manifest: Manifest, networks: Networks): Workload[] {
  switch (manifest.kind) {
    case "Pod":
      return [pod(manifest.metadata.name, manifest.metadata, manifest.metadata, networks)];
    case "StatefulSet": {
      const { metadata, spec } = manifest;
      return Array.from({ length: spec.replicas }, (_, i) => ({
        ...pod(`${metadata.name}-${i}`, metadata, spec.template.metadata, networks),
        partOf: metadata.name,
      }));
    }
    case "VirtualMachine": {
      const { name, namespace = "" } = manifest.metadata;
      return [
        {
          id: ids.virtualMachine(namespace, name),
          kind: "virtual machine",
          namespace,
          name,
          labels: manifest.spec.template.metadata?.labels ?? {},
          attachments: attachmentsOfMachine(manifest).map((wanted) => attachment(namespace, wanted, networks)),
        },
      ];
    }
    default:
      return [];
  }
}

function pod(
  name: string,
  { namespace = "" }: { namespace?: string | undefined },
  {
    labels = {},
    annotations,
  }: { labels?: Record<string, string> | undefined; annotations?: Record<string, string> | undefined },
  networks: Networks,
): Workload {
  return {
    id: ids.pod(namespace, name),
    kind: "pod",
    namespace,
    name,
    labels,
    attachments: [{}, ...attachmentsOfPod(namespace, annotations)].map((wanted) =>
      attachment(namespace, wanted, networks),
    ),
  };
}

function attachment(namespace: string, wanted: WantedAttachment, networks: Networks): Attachment {
  const { definition, ...rest } = wanted;
  const primary = networks.namespaces.find(({ name }) => name === namespace)?.network ?? "";
  // One that nobody defined is shown by the name that was asked for.
  const network = definition === undefined ? primary : (networks.byDefinition.get(definition) ?? definition);
  return { network, ...rest };
}

function serviceOf({ metadata, spec }: ManifestOf<"Service">, workloads: readonly Workload[]): Service {
  const { name, namespace = "" } = metadata;
  const { type = "ClusterIP", ports, selector } = spec;
  return {
    id: ids.service(namespace, name),
    kind: "service",
    namespace,
    name,
    type,
    ports: ports.map(({ port, targetPort = port }) => (targetPort === port ? `${port}` : `${port} to ${targetPort}`)),
    pods: selector ? selected(namespace, { matchLabels: selector }, workloads) : [],
  };
}

function policyOf(
  { kind, metadata, spec }: ManifestOf<"NetworkPolicy" | "MultiNetworkPolicy">,
  networks: Networks,
  workloads: readonly Workload[],
): Policy {
  const { name, namespace = "", annotations } = metadata;
  const definition = annotations?.["k8s.v1.cni.cncf.io/policy-for"];
  const network = definition === undefined ? undefined : networks.byDefinition.get(definition);
  return {
    id: ids.policy(namespace, name),
    kind,
    namespace,
    name,
    ...(network === undefined ? {} : { network }),
    workloads: selected(namespace, spec.podSelector, workloads),
    rules: describeRules(spec),
  };
}

/** Names of the workloads of a namespace with such labels. */
function selected(namespace: string, selector: Selector, workloads: readonly Workload[]): string[] {
  return workloads
    .filter((one) => one.namespace === namespace && selects(selector, one.labels))
    .map(({ name }) => name);
}
