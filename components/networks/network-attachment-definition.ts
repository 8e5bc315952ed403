import type { Cidr } from "../settings/cidr.ts";

/** A secondary layer-2 overlay network of OVN-Kubernetes, as a namespace attaches to it. */
export interface Layer2Attachment {
  readonly namespace: string;
  /** Name of the NetworkAttachmentDefinition: what pods ask for. */
  readonly name: string;
  /** Name of the network in OVN. Attachments of several namespaces with one name are on one network. */
  readonly network: string;
  /** Range that addresses are given from; without it the network gives none. */
  readonly subnets?: Cidr;
}

/** Annotation by which a pod asks for secondary networks. */
export const networksAnnotation = "k8s.v1.cni.cncf.io/networks";

/** The NetworkAttachmentDefinition of an attachment. Its CNI configuration is JSON text, as multus wants it. */
export function networkAttachmentDefinition(attachment: Layer2Attachment) {
  const { namespace, name, network, subnets } = attachment;
  return {
    apiVersion: "k8s.cni.cncf.io/v1",
    kind: "NetworkAttachmentDefinition",
    metadata: { name, namespace },
    spec: {
      config: JSON.stringify(
        {
          cniVersion: "0.3.1",
          name: network,
          netAttachDefName: `${namespace}/${name}`,
          topology: "layer2",
          ...(subnets === undefined ? {} : { subnets }),
          type: "ovn-k8s-cni-overlay",
        },
        null,
        2,
      ),
    },
  } as const;
}
