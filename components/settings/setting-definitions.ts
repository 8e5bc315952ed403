import { kind, ovnKubernetes } from "../versions.ts";

/** One key of the stack's configuration, `lab:<name>`. The same facts stand in `Pulumi.yaml`, where Pulumi wants them; a test compares the two. */
export interface SettingDefinition {
  readonly type: "string" | "integer";
  readonly description: string;
  /** An empty string means "not set". */
  readonly default: string | number;
  readonly allowed?: readonly string[];
  /** The kinds of cluster that the setting has a meaning for; all of them if absent. */
  readonly clusters?: readonly ClusterKind[];
}

export const clusterKinds = ["kind", "simulated", "existing"] as const;
export type ClusterKind = (typeof clusterKinds)[number];

const made = ["kind", "simulated"] as const;

export const settingDefinitions = {
  scenario: { type: "string", default: "", description: "Scenario of the stack; empty: the stack's own name" },
  step: {
    type: "string",
    default: "",
    description: "Step that the scenario is built up to, by number or name; empty: all of it",
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
  nodeImage: {
    type: "string",
    default: "",
    clusters: ["kind"],
    description: `Node image of kind; empty: ${kind.nodeImage.split("@")[0] ?? ""} by digest`,
  },
  podSubnet: { type: "string", default: "10.244.0.0/16", description: "Pod network of the cluster, in CIDR form" },
  serviceSubnet: {
    type: "string",
    default: "10.96.0.0/16",
    description: "Service network of the cluster, in CIDR form",
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
    allowed: ["install", "present"],
    description: "install: install OVN-Kubernetes and multus; present: an existing cluster already has them",
  },
  ovnKubernetes: {
    type: "string",
    default: "v1.3.0",
    allowed: Object.keys(ovnKubernetes),
    description: "Version of OVN-Kubernetes, chart and image together",
  },
  artifacts: {
    type: "string",
    default: "",
    description: "Folder with the charts and manifests; empty: fetched from GitHub, verified and cached",
  },
  internet: {
    type: "string",
    default: "use",
    allowed: ["use", "none"],
    description: "none: checks that send packets to the internet are not run",
  },
  readinessTimeout: {
    type: "integer",
    default: 900,
    description: "Seconds that one part of the platform or one workload may take to become ready, 30 to 7200",
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;
