import type { Cidr } from "../settings/cidr.ts";

/**
 * Who may be spoken to. Ranges alone: OVN-Kubernetes gives no addresses on a network without subnets, so it knows of no pod which
 * address it has there, and refuses peers that are chosen by labels.
 */
export interface IpBlockPeer {
  readonly ipBlock: { readonly cidr: Cidr; readonly except?: readonly Cidr[] };
}

export interface PolicyPort {
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
}

export interface AllowedTraffic {
  readonly peers: readonly IpBlockPeer[];
  readonly ports: readonly PolicyPort[];
}

export interface MultiNetworkPolicySpec {
  readonly name: string;
  readonly namespace: string;
  /** Network that it is about, `<namespace>/<NetworkAttachmentDefinition>`. */
  readonly network: string;
  /** Labels of the pods that it is about. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Both directions are policed; an empty list allows nothing. */
  readonly ingress: readonly AllowedTraffic[];
  readonly egress: readonly AllowedTraffic[];
}

/** The `k8s.cni.cncf.io/v1beta1` MultiNetworkPolicy: a NetworkPolicy for one secondary network. */
export function multiNetworkPolicy({ name, namespace, network, podLabels, ingress, egress }: MultiNetworkPolicySpec) {
  return {
    apiVersion: "k8s.cni.cncf.io/v1beta1",
    kind: "MultiNetworkPolicy",
    metadata: { name, namespace, annotations: { "k8s.v1.cni.cncf.io/policy-for": network } },
    spec: {
      podSelector: { matchLabels: { ...podLabels } },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress.map(({ peers, ports }) => ({
        from: peers.map(peer),
        ports: ports.map((port) => ({ ...port })),
      })),
      egress: egress.map(({ peers, ports }) => ({ to: peers.map(peer), ports: ports.map((port) => ({ ...port })) })),
    },
  } as const;
}

function peer({ ipBlock: { cidr, except } }: IpBlockPeer) {
  return { ipBlock: { cidr, ...(except ? { except: [...except] } : {}) } };
}
