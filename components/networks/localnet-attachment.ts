/** A network of OVN-Kubernetes that is one with a network outside of the cluster, as a namespace attaches to it. */
export interface LocalnetAttachment {
  readonly namespace: string;
  /** Name of the NetworkAttachmentDefinition: what pods ask for. */
  readonly name: string;
  /** Name of the network in OVN, and of the localnet that each node maps to one of its bridges. */
  readonly network: string;
  /** Tag of its frames outside of the cluster, 1 to 4094. */
  readonly vlanId: number;
}

/** The NetworkAttachmentDefinition of an attachment. It has no subnets: addresses are chosen by hand, as on the network outside. */
export function localnetAttachmentDefinition({ namespace, name, network, vlanId }: LocalnetAttachment) {
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
          topology: "localnet",
          type: "ovn-k8s-cni-overlay",
          vlanID: vlanId,
        },
        null,
        2,
      ),
    },
  } as const;
}

/** What a pod's annotation says to attach it with an address of its own choice, which only a network without subnets allows. */
export function staticAttachment(name: string, address: string): string {
  return JSON.stringify([{ name, ips: [address] }]);
}
