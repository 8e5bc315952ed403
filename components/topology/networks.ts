import { z } from "zod";
import type { Manifest, ManifestOf, UserDefined } from "./manifests.ts";
import { selects } from "./selectors.ts";
import { ids, type Namespace, type Network } from "./topology.ts";

/** The networks of a cluster and who is on them by default. */
export interface Networks {
  readonly networks: readonly Network[];
  readonly namespaces: readonly Namespace[];
  /** Network by the attachment that leads to it, `<namespace>/<NetworkAttachmentDefinition>`. */
  readonly byDefinition: ReadonlyMap<string, string>;
}

/** A network, and which namespaces it is for. */
interface Defined {
  readonly network: Network;
  readonly of: (namespace: string, labels: Readonly<Record<string, string>>) => boolean;
}

const clusterNetworkName = "cluster default network";
export const clusterNetworkId = ids.network(clusterNetworkName);

/**
 * Reads networks and namespaces. One that is only mentioned, as `default` is, counts as there.
 * @param ranges of the cluster's own network
 */
export function readNetworks(manifests: readonly Manifest[], ranges: readonly string[]): Networks {
  const attached = attachedNetworks(manifests.filter((one) => one.kind === "NetworkAttachmentDefinition"));
  const defined = manifests.flatMap((one): Defined[] => {
    if (one.kind === "UserDefinedNetwork") return [ofNamespace(one)];
    return one.kind === "ClusterUserDefinedNetwork" ? [ofCluster(one)] : [];
  });
  const namespaces = namespacesOf(manifests).map(([name, labels]): Namespace => {
    const primary = defined.find((one) => one.network.role === "primary" && one.of(name, labels));
    return { name, network: primary?.network.id ?? clusterNetworkId };
  });
  const own: Network = { id: clusterNetworkId, name: clusterNetworkName, role: "default", ranges, definedBy: [] };
  return {
    networks: [own, ...defined.map(({ network }) => network), ...attached.networks],
    namespaces,
    byDefinition: attached.byDefinition,
  };
}

function ofNamespace({ metadata: { name, namespace = "" }, spec }: ManifestOf<"UserDefinedNetwork">): Defined {
  return {
    network: {
      id: ids.network(`${namespace}/${name}`),
      name,
      ...describe(spec),
      definedBy: [`UserDefinedNetwork ${namespace}/${name}`],
    },
    of: (one) => one === namespace,
  };
}

function ofCluster({ metadata: { name }, spec }: ManifestOf<"ClusterUserDefinedNetwork">): Defined {
  return {
    network: {
      id: ids.network(name),
      name,
      ...describe(spec.network),
      definedBy: [`ClusterUserDefinedNetwork ${name}`],
    },
    of: (_, labels) => selects(spec.namespaceSelector, labels),
  };
}

function describe({ topology, layer2, layer3 }: UserDefined): Pick<Network, "role" | "topology" | "ranges"> {
  return {
    role: (layer2 ?? layer3)?.role === "Primary" ? "primary" : "secondary",
    topology: topology === "Layer2" ? "layer 2" : "layer 3",
    ranges: layer2?.subnets ?? layer3?.subnets.map(({ cidr }) => cidr) ?? [],
  };
}

/** Every namespace in the order of the names, and its labels, the one that the API server sets itself among them. */
function namespacesOf(manifests: readonly Manifest[]): [name: string, labels: Record<string, string>][] {
  const found = new Map<string, Record<string, string>>();
  for (const { kind, metadata } of manifests) {
    const name = kind === "Namespace" ? metadata.name : metadata.namespace;
    if (name === undefined) continue;
    const labels = kind === "Namespace" ? metadata.labels : found.get(name);
    found.set(name, { ...labels, "kubernetes.io/metadata.name": name });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const configSchema = z.object({
  name: z.string(),
  topology: z.enum(["layer2", "layer3", "localnet"]).optional(),
  subnets: z.string().optional(),
  vlanID: z.int().optional(),
});
const topologies = { layer2: "layer 2", layer3: "layer 3", localnet: "localnet" } as const;

/** Definitions of several namespaces with one network's name lead to one network. */
function attachedNetworks(definitions: readonly ManifestOf<"NetworkAttachmentDefinition">[]) {
  const networks = new Map<string, Network>();
  const byDefinition = new Map<string, string>();
  for (const { metadata, spec } of definitions) {
    const place = `${metadata.namespace ?? ""}/${metadata.name}`;
    const { name, topology, subnets, vlanID } = configSchema.parse(JSON.parse(spec.config));
    const id = ids.network(name);
    byDefinition.set(place, id);
    networks.set(id, {
      id,
      name,
      role: "secondary",
      ...(topology ? { topology: topologies[topology] } : {}),
      ranges: subnets?.split(",").map((range) => range.trim()) ?? [],
      ...(vlanID === undefined ? {} : { vlanId: vlanID }),
      definedBy: [...(networks.get(id)?.definedBy ?? []), `NetworkAttachmentDefinition ${place}`],
    });
  }
  return { networks: [...networks.values()], byDefinition };
}
