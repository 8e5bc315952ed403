import {
  certManager,
  ipamClaims,
  ipamExtensions,
  kind,
  kubevirt,
  multus,
  nmstate,
  ovnKubernetes,
  versionSets,
} from "../versions.ts";
import { ipFamilies } from "./ip-family.ts";
import { platformParts } from "./platform-parts.ts";

/** The cluster's own networks where none are set: those of kind and of OVN-Kubernetes' scripts. */
export const defaultSubnets = {
  pod: { ipv4: "10.244.0.0/16", ipv6: "fd00:10:244::/48" },
  service: { ipv4: "10.96.0.0/16", ipv6: "fd00:10:96::/112" },
} as const;

/** One key of the stack's configuration, `lab:<name>`. The same facts stand in `Pulumi.yaml`, where Pulumi wants them; a test compares the two. */
export interface SettingDefinition {
  readonly type: "string" | "integer";
  readonly description: string;
  /** An empty string means "not set". */
  readonly default: string | number;
  readonly allowed?: readonly string[];
  /** The kinds of cluster that the setting has a meaning for; all of them if absent. */
  readonly clusters?: readonly ClusterKind[];
  /** The scenarios that the setting has a meaning for; all of them if absent. */
  readonly scenarios?: readonly string[];
}

export const clusterKinds = ["kind", "simulated", "existing"] as const;
export type ClusterKind = (typeof clusterKinds)[number];

export function isClusterKind(text: string): text is ClusterKind {
  return (clusterKinds as readonly string[]).includes(text);
}

const made = ["kind", "simulated"] as const;

/** A setting that names one version out of the set that `lab:versions` chooses. */
function version(what: string, known: Readonly<Record<string, unknown>>) {
  const all = Object.keys(known);
  return {
    type: "string",
    default: "",
    allowed: ["", ...all],
    description: `Version of ${what}: ${all.join(" or ")}; empty: as lab:versions says`,
  } as const;
}

/** As the chart of OVN-Kubernetes has it, for underlays of 1500 bytes. */
export const defaultMtu = 1400;

export const settingDefinitions = {
  scenario: { type: "string", default: "", description: "Scenario of the stack; empty: the stack's own name" },
  step: {
    type: "string",
    default: "",
    description: "Step that the scenario is built up to, by number or name; empty: all of it",
  },
  scale: {
    type: "integer",
    default: 0,
    scenarios: ["udn-pods"],
    description: "Tenants beside those of scenario udn-pods, each with a network, two pods and checks, 0 to 200",
  },
  cluster: {
    type: "string",
    default: "kind",
    allowed: clusterKinds,
    description: "Where it runs: kind (containers), simulated (control plane and KWOK nodes, no packets) or existing",
  },
  clusterName: {
    type: "string",
    default: "",
    clusters: made,
    description: "Name of the kind or simulated cluster; empty: ovn- and the stack's name",
  },
  simulatedDelays: {
    type: "string",
    default: "none",
    clusters: ["simulated"],
    description:
      "Times until the parts of a simulated cluster are ready: none, realistic, or a factor for the realistic ones such as 0.25",
  },
  workers: {
    type: "integer",
    default: 2,
    clusters: made,
    description: "Worker nodes beside the one control plane, 1 to 9",
  },
  containerEngine: {
    type: "string",
    default: "auto",
    allowed: ["auto", "docker", "podman"],
    clusters: ["kind"],
    description: "Engine that runs kind's nodes; auto: the first of docker and podman that answers",
  },
  preflight: {
    type: "string",
    default: "enforce",
    allowed: ["enforce", "warn"],
    clusters: ["kind"],
    description:
      "Problems that doctor finds on this machine: enforce stops up before a kind cluster is made, warn only tells them",
  },
  nodeImage: {
    type: "string",
    default: "",
    clusters: ["kind"],
    description: `Node image of kind; empty: ${kind.nodeImage.split("@")[0] ?? ""} by digest`,
  },
  etcd: {
    type: "string",
    default: "memory",
    allowed: ["memory", "disk"],
    clusters: ["kind"],
    description:
      "Where a kind cluster keeps its state: memory is faster and lost when its nodes stop, disk survives that",
  },
  warmImages: {
    type: "string",
    default: "on",
    allowed: ["on", "off"],
    clusters: ["kind"],
    description: "Whether kind's nodes pull the images that will be needed while the cluster is still being made",
  },
  imageCache: {
    type: "string",
    default: "off",
    allowed: ["on", "off"],
    clusters: ["kind"],
    description: "Whether kind's nodes pull through caches in containers of this machine, which outlive the stack",
  },
  imageArchives: {
    type: "string",
    default: "",
    clusters: ["kind"],
    description:
      "Folder with image archives, *.tar and *.tar.gz, that are loaded into every node of a new kind cluster",
  },
  nameServers: {
    type: "string",
    default: "",
    clusters: ["kind"],
    description:
      "Addresses of the name servers that the cluster asks for names outside, with commas between them; empty: those that docker asks",
  },
  ipFamily: {
    type: "string",
    default: "ipv4",
    allowed: ipFamilies,
    description: "Addresses of the cluster and of the scenario's networks: ipv4, ipv6 or dual",
  },
  podSubnet: {
    type: "string",
    default: "",
    description: `Pod network of the cluster, in CIDR form, two with a comma for dual; empty: ${Object.values(defaultSubnets.pod).join(" and ")}, as lab:ipFamily says`,
  },
  serviceSubnet: {
    type: "string",
    default: "",
    description: `Service network of the cluster, in the same form; empty: ${Object.values(defaultSubnets.service).join(" and ")}`,
  },
  namePrefix: {
    type: "string",
    default: "",
    description: "Put before the names of namespaces and of objects without one, so that scenarios can share a cluster",
  },
  kubeconfig: {
    type: "string",
    default: "",
    clusters: ["existing"],
    description: "Kubeconfig file of an existing cluster",
  },
  context: { type: "string", default: "", clusters: ["existing"], description: "Context in that kubeconfig" },
  apiServer: {
    type: "string",
    default: "",
    clusters: ["existing"],
    description: "URL at which the nodes of an existing cluster reach its API; empty: the one in the kubeconfig",
  },
  platform: {
    type: "string",
    default: "install",
    description: `install: all that the scenario needs; present: an existing cluster has it all already; or the parts that it has, with commas, out of ${platformParts.join(", ")}`,
  },
  versions: {
    type: "string",
    default: "current",
    allowed: Object.keys(versionSets),
    description: "Versions and images of everything: current, or what the talk's commands install",
  },
  ovnKubernetes: version("OVN-Kubernetes, chart and image together", ovnKubernetes),
  multus: version("multus", multus),
  ipamClaims: version("the IPAMClaim definition", ipamClaims),
  nmstate: version("kubernetes-nmstate", nmstate),
  kubevirt: version("KubeVirt", kubevirt),
  certManager: version("cert-manager", certManager),
  ipamExtensions: version("KubeVirt's ipam-extensions", ipamExtensions),
  emulation: {
    type: "string",
    default: "auto",
    allowed: ["auto", "on", "off"],
    description: "Whether virtual machines are emulated in software; auto: where a kind node cannot open /dev/kvm",
  },
  artifacts: {
    type: "string",
    default: "",
    description:
      "Folder with the charts and manifests, or URL of a mirror; empty: fetched from GitHub, verified and cached",
  },
  imageMirror: {
    type: "string",
    default: "",
    description:
      "Registry and path put before every image's name, such as mirror.example/hub; empty: each from its own",
  },
  imageDigests: {
    type: "string",
    default: "",
    description: "File with digests of images, a map from image:tag to sha256:…; empty: images are used by their tags",
  },
  cpuRequests: {
    type: "string",
    default: "upstream",
    allowed: ["upstream", "none"],
    description:
      "none: the platform's pods request no CPU, so that nodes on a machine with one or two processors have room for them",
  },
  internet: {
    type: "string",
    default: "use",
    allowed: ["use", "none"],
    description: "none: checks that send packets to the internet are not run",
  },
  mtu: {
    type: "integer",
    default: defaultMtu,
    description:
      "MTU of pods' networks, 1280 to 8942; the network between the nodes needs 58 bytes more, 78 where it is IPv6",
  },
  gatewayInterface: {
    type: "string",
    default: "",
    clusters: ["existing"],
    description:
      "Interface of every node that OVN-Kubernetes makes its gateway bridge of, such as eno1, or a bridge of Open vSwitch; empty: the one with the default route",
  },
  localnetBridge: {
    type: "string",
    default: "",
    clusters: ["existing"],
    scenarios: ["localnet"],
    description:
      "Bridge of Open vSwitch on the workers that the localnet is mapped to; empty: br and lab:gatewayInterface, or breth0",
  },
  vlanId: { type: "integer", default: 123, description: "VLAN of scenario localnet, 1 to 4094" },
  localnetSubnet: {
    type: "string",
    default: "192.168.200.0/24",
    description: "IPv4 network of that VLAN, in CIDR form, /27 or larger",
  },
  databasePort: {
    type: "integer",
    default: 5432,
    description: "Port of that scenario's database on this machine, 1024 to 65535",
  },
  checks: {
    type: "string",
    default: "",
    description:
      "Checks that are run: a regular expression on their ids and titles, with ! before it all others; empty: all",
  },
  checkTimeout: {
    type: "integer",
    default: 90,
    description: "Seconds until an expectation of a check that is not met is a failure, 1 to 3600",
  },
  checksAtOnce: {
    type: "integer",
    default: 0,
    description: "Checks that run at the same time, up to 100; 0: any number",
  },
  readinessTimeout: {
    type: "integer",
    default: 900,
    description: "Seconds that one part of the platform or one workload may take to become ready, 30 to 7200",
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;
