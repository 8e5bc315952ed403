import type { V1Pod } from "@kubernetes/client-node";
import { networksAnnotation } from "../../../components/networks/network-attachment-definition.ts";
import { networkStatusAnnotation } from "../../../components/checks/network-status.ts";
import { podNetworksAnnotation } from "../../../components/checks/pod-networks.ts";
import { type Addresses, macOf, segmentOf } from "./addresses.ts";
import { attachedNetwork, defaultNetwork, type FabricNetwork, primaryNetworkOf } from "./networks.ts";
import type { World } from "./world.ts";

/** An interface of a pod, on a network of the fabric. */
export interface PodInterface {
  readonly name: string;
  readonly network: FabricNetwork;
  readonly segment: string;
  /** With its prefix length. */
  readonly address: string;
  readonly mac: string;
  readonly gateway: string | undefined;
  readonly role: "primary" | "infrastructure-locked" | "secondary";
  /** How OVN-Kubernetes, or for a secondary network multus, calls the network in the pod's annotation. */
  readonly reported: string;
}

/** The interfaces that a pod gets from its namespace's networks and its own annotation. */
export function interfacesOf(pod: V1Pod, world: World, addresses: Addresses): PodInterface[] {
  const namespace = pod.metadata?.namespace ?? "";
  const node = pod.spec?.nodeName ?? "";
  const own = primaryNetworkOf(namespace, world);
  const give = (name: string, network: FabricNetwork, role: PodInterface["role"], reported: string): PodInterface => {
    const place = addresses.next(network, node);
    return { name, network, ...place, mac: macOf(place.address), role, reported };
  };
  return [
    give("eth0", defaultNetwork, own ? "infrastructure-locked" : "primary", "default"),
    ...(own ? [give("ovn-udn1", own.network, "primary", own.name)] : []),
    ...requested(pod.metadata?.annotations?.[networksAnnotation]).map(({ attachment, address }, i): PodInterface => {
      const network = attachedNetwork(namespace, attachment, world);
      const name = `net${i + 1}`;
      const reported = `${namespace}/${attachment}`;
      if (address === undefined) return { ...give(name, network, "secondary", reported), gateway: undefined };
      const segment = segmentOf(network, node);
      return { name, network, segment, address, mac: macOf(address), gateway: undefined, role: "secondary", reported };
    }),
  ];
}

/** What the annotation asks for: names with commas, or a list with addresses. */
function requested(annotation: string | undefined): { attachment: string; address?: string | undefined }[] {
  if (!annotation) return [];
  if (!annotation.startsWith("[")) return annotation.split(",").map((name) => ({ attachment: name.trim() }));
  return (JSON.parse(annotation) as { name: string; ips?: string[] }[]).map(({ name, ips }) => ({
    attachment: name,
    address: ips?.[0],
  }));
}

/** What OVN-Kubernetes and multus write into a pod's annotations about its interfaces. */
export function reportedAnnotations(interfaces: readonly PodInterface[]): Record<string, string> {
  const bare = (address: string): string => address.split("/")[0] ?? "";
  const ovn = interfaces
    .filter(({ role }) => role !== "secondary")
    .map(({ reported, address, mac, gateway, role }) => [
      reported,
      { ip_addresses: [address], mac_address: mac, gateway_ips: gateway ? [gateway] : [], role },
    ]);
  const multus = interfaces
    .filter(({ name, role }) => name === "eth0" || role === "secondary")
    .map(({ name, reported, address, mac }) => ({
      name: name === "eth0" ? "ovn-kubernetes" : reported,
      interface: name,
      ips: [bare(address)],
      mac,
      ...(name === "eth0" ? { default: true } : {}),
      dns: {},
    }));
  return {
    [podNetworksAnnotation]: JSON.stringify(Object.fromEntries(ovn)),
    [networkStatusAnnotation]: JSON.stringify(multus),
  };
}
