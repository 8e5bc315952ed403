import type { Cidr } from "../settings/cidr.ts";

interface Attachment {
  readonly namespace: string;
  /** Name of the NetworkAttachmentDefinition: what pods ask for. */
  readonly name: string;
  /** Name of the network in OVN. Attachments of several namespaces with one name are on one network. */
  readonly network: string;
}

/** A secondary layer-2 overlay network of OVN-Kubernetes, as a namespace attaches to it. */
export interface Layer2Attachment extends Attachment {
  readonly topology: "layer2";
  /** Range that addresses are given from; without it the network gives none. */
  readonly subnets?: Cidr;
}

/**
 * A network that is one with a network outside of the cluster: each node maps the localnet of its name to one of its bridges. It has no
 * subnets: addresses are chosen by hand, as on the network outside.
 */
export interface LocalnetAttachment extends Attachment {
  readonly topology: "localnet";
  /** Tag of its frames outside of the cluster, 1 to 4094. */
  readonly vlanId: number;
}

/** Annotation by which a pod asks for secondary networks. */
export const networksAnnotation = "k8s.v1.cni.cncf.io/networks";

/** What that annotation says to attach a pod with an address of its own choice, which only a network without subnets allows. */
export function staticAttachment(name: string, address: string): string {
  return JSON.stringify([{ name, ips: [address] }]);
}

/** The NetworkAttachmentDefinition of an attachment. Its CNI configuration is JSON text, as multus wants it. */
export function networkAttachmentDefinition(attachment: Layer2Attachment | LocalnetAttachment) {
  const { namespace, name, network, topology } = attachment;
  const config = {
    cniVersion: "0.3.1",
    name: network,
    netAttachDefName: `${namespace}/${name}`,
    topology,
    ...(attachment.topology === "layer2" && attachment.subnets !== undefined ? { subnets: attachment.subnets } : {}),
    type: "ovn-k8s-cni-overlay",
    ...(attachment.topology === "localnet" ? { vlanID: attachment.vlanId } : {}),
  };
  return {
    apiVersion: "k8s.cni.cncf.io/v1",
    kind: "NetworkAttachmentDefinition",
    metadata: { name, namespace },
    spec: { config: JSON.stringify(config, null, 2) },
  } as const;
}
