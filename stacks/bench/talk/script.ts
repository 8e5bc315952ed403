import type { TalkObject } from "./state-objects.ts";

/** A command of a talk, or a few that stand together: objects that are applied, then what is waited for before the next. */
export interface TalkStep {
  readonly name: string;
  /** The objects that it applies; none of another step. */
  readonly applies: (object: TalkObject) => boolean;
  /** Those of the objects that are there by now which have to be ready before the next step. */
  readonly waitsFor: (object: TalkObject) => boolean;
  /** Seconds for which the talk's own script sleeps before it waits. Default: none. */
  readonly pause?: number;
  /** Seconds for which it lets things settle once they are ready. Default: none. */
  readonly settle?: number;
}

type Which = (object: TalkObject) => boolean;

const ofParts =
  (...parts: string[]): Which =>
  ({ part }) =>
    parts.includes(part);
const ofKinds =
  (...kinds: string[]): Which =>
  ({ kind }) =>
    kinds.includes(kind);
const both =
  (...all: Which[]): Which =>
  (object) =>
    all.every((which) => which(object));
const not =
  (which: Which): Which =>
  (object) =>
    !which(object);
const inNamespaces =
  (...namespaces: string[]): Which =>
  ({ metadata }) =>
    namespaces.includes(metadata.namespace ?? "");
const nothing: Which = () => false;
const anything: Which = () => true;

const ovnKubernetes = ofParts("ovn-kubernetes", "network-definitions", "network-policy-api", "simulation");
const kubevirt: TalkStep = {
  name: "KubeVirt: operator, then the KubeVirt until it is Available",
  applies: ofParts("kubevirt", "kubevirt-simulation"),
  waitsFor: ofKinds("KubeVirt"),
};

/** FOSDEM 2024: upstream's script makes the cluster, waits for all pods, and lets them settle for 30 s; the README does the rest. */
const fosdem: readonly TalkStep[] = [
  { name: "OVN-Kubernetes, by upstream's script", applies: ovnKubernetes, waitsFor: nothing },
  {
    name: "multus, by upstream's script, which then waits for all pods",
    applies: ofParts("multus"),
    waitsFor: inNamespaces("ovn-kubernetes", "kube-system"),
    settle: 30,
  },
];

/** DevConf.CZ 2025, steps 1 to 5: the chart, multus and definitions, then the rollout of ovnkube-node. */
const devconf: readonly TalkStep[] = [
  { name: "OVN-Kubernetes by its chart", applies: ovnKubernetes, waitsFor: nothing },
  {
    name: "multus, then the rollout of ovnkube-node",
    applies: ofParts("multus"),
    waitsFor: ({ metadata }) => metadata.name === "ovnkube-node",
  },
];

const inOverlapping = ({ metadata: { namespace, name } }: TalkObject): boolean =>
  [namespace ?? name, name].some((word) => word.startsWith("overlapping-with-blue"));

/** The commands of each scenario's talk after the cluster is made, in their order, with the waits that they have. */
export const talkScripts: Readonly<Record<string, readonly TalkStep[]>> = {
  overlay: [
    ...fosdem,
    { name: "the scenario's manifest, then its pods", applies: ofParts("overlay"), waitsFor: ofKinds("Pod") },
  ],
  "overlay-mixed": [
    ...fosdem,
    kubevirt,
    {
      name: "the scenario's manifest, then its pods and the guest",
      applies: ofParts("overlay-mixed"),
      waitsFor: ofKinds("Pod", "VirtualMachine"),
    },
  ],
  localnet: [
    ...fosdem,
    {
      name: "nmstate: operator and NMState, then its rollout",
      applies: ofParts("nmstate", "nmstate-simulation"),
      waitsFor: inNamespaces("nmstate"),
    },
    kubevirt,
    {
      name: "the policy for the nodes' bridge",
      applies: both(ofParts("localnet"), ofKinds("NodeNetworkConfigurationPolicy")),
      waitsFor: ofKinds("NodeNetworkConfigurationPolicy"),
    },
    {
      name: "namespaces, attachments and the adapter, then its pod",
      applies: both(ofParts("localnet"), ofKinds("Namespace", "NetworkAttachmentDefinition", "Pod")),
      waitsFor: ofKinds("Pod"),
    },
    {
      name: "the virtual machine, then its guest",
      applies: both(ofParts("localnet"), ofKinds("VirtualMachine")),
      waitsFor: ofKinds("VirtualMachine"),
    },
    { name: "the policies", applies: both(ofParts("localnet"), ofKinds("MultiNetworkPolicy")), waitsFor: nothing },
  ],
  "udn-pods": [
    ...devconf,
    {
      name: "namespaces, networks and workloads; 3 s, then the pods",
      applies: both(
        ofParts("udn-pods"),
        not(inOverlapping),
        ofKinds("Namespace", "UserDefinedNetwork", "ClusterUserDefinedNetwork", "StatefulSet"),
      ),
      waitsFor: ofKinds("StatefulSet"),
      pause: 3,
    },
    { name: "the services", applies: both(ofParts("udn-pods"), ofKinds("Service")), waitsFor: nothing },
    {
      name: "the overlapping network; 3 s, then its pods",
      applies: both(ofParts("udn-pods"), inOverlapping),
      waitsFor: ofKinds("StatefulSet"),
      pause: 3,
    },
    { name: "the policy", applies: both(ofParts("udn-pods"), ofKinds("NetworkPolicy")), waitsFor: nothing },
  ],
  "udn-vms": [
    ...devconf,
    kubevirt,
    {
      name: "cert-manager, then its webhook",
      applies: ofParts("cert-manager"),
      waitsFor: ({ metadata }) => metadata.name === "cert-manager-webhook",
    },
    {
      name: "ipam-extensions, then its controller",
      applies: ofParts("ipam-extensions"),
      waitsFor: inNamespaces("kubevirt-ipam-controller-system"),
    },
    {
      name: "namespaces, network and virtual machines, then their guests",
      applies: anything,
      waitsFor: ofKinds("VirtualMachine"),
    },
  ],
};
