import { matches } from "./label-selector.ts";
import type { UserDefinedNetworkSpec, World } from "./world.ts";

/** The cluster's default network, in kind's own range. */
export const defaultNetwork: FabricNetwork = {
  key: "default",
  routed: true,
  cidr: "10.244.0.0/16",
  hostPrefix: 24,
  role: "default",
};

/** A network of the fabric. Each is a network namespace of its own, so ranges may overlap. */
export interface FabricNetwork {
  /** `default`, `<namespace>/<UserDefinedNetwork>`, the name of a ClusterUserDefinedNetwork or of a secondary network, or `physical`. */
  readonly key: string;
  /** A segment for each node, with a range of its own, and routes between them; otherwise one segment over all. */
  readonly routed: boolean;
  /** IPv4; undefined: it gives no addresses. */
  readonly cidr?: string | undefined;
  /** Of a node's range, where it is routed. */
  readonly hostPrefix?: number;
  readonly role: "default" | "primary" | "secondary";
  /** Of a localnet: the VLAN of the physical network that it is. */
  readonly vlan?: number;
}

/** The primary user-defined network of a namespace, and how OVN-Kubernetes calls it in the pods' annotation. */
export function primaryNetworkOf(
  namespace: string,
  world: World,
): { network: FabricNetwork; name: string } | undefined {
  const own = world.networks.find(({ metadata }) => metadata.namespace === namespace);
  if (own) {
    const name = `${namespace}/${own.metadata.name}`;
    return { network: userDefined(name, own.spec), name };
  }
  const labels = world.namespaces.find(({ metadata }) => metadata?.name === namespace)?.metadata?.labels;
  const shared = world.clusterNetworks.find(({ spec }) => matches(spec.namespaceSelector, labels));
  if (!shared) return undefined;
  const { name } = shared.metadata;
  return { network: userDefined(name, shared.spec.network), name: `${namespace}/${name}` };
}

function userDefined(key: string, { layer2, layer3 }: UserDefinedNetworkSpec): FabricNetwork {
  const [routed] = layer3?.subnets ?? [];
  if (routed) return { key, routed: true, cidr: routed.cidr, hostPrefix: routed.hostSubnet ?? 24, role: "primary" };
  return { key, routed: false, cidr: layer2?.subnets?.[0], role: "primary" };
}

interface AttachmentConfig {
  readonly name: string;
  readonly topology: "layer2" | "layer3" | "localnet";
  readonly subnets?: string;
  readonly vlanID?: number;
}

/** The network behind a NetworkAttachmentDefinition: definitions that name the same one are attachments to one network. */
export function attachedNetwork(namespace: string, attachment: string, world: World): FabricNetwork {
  const definition = world.attachments.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === attachment,
  );
  if (!definition) throw new Error(`there is no NetworkAttachmentDefinition ${namespace}/${attachment}`);
  const config = JSON.parse(definition.spec.config) as AttachmentConfig;
  const common = { routed: false, cidr: config.subnets, role: "secondary" } as const;
  return config.topology === "localnet"
    ? { ...common, key: "physical", vlan: config.vlanID ?? 0 }
    : { ...common, key: config.name };
}
