import type { ImageSource } from "../artifacts/index.ts";
import type { Versions } from "../versions.ts";
import type { Cidr } from "./cidr.ts";
import type { IpFamily } from "./ip-family.ts";
import type { PlatformPart } from "./platform-parts.ts";

/** All settings of a stack, checked. Nothing but `read-settings.ts` makes one, and nothing else reads the stack's configuration. */
export interface Settings extends ScenarioSettings {
  /** Name of the Pulumi stack. */
  readonly stack: string;
  readonly scenario: string;
  /** Number or name of the last step to build, as it was set; undefined: all steps. The scenario knows what it stands for. */
  readonly step: string | undefined;
  readonly cluster: ClusterSettings;
  readonly platform: PlatformSettings;
  /** What problems of the machine do before a kind cluster is made. */
  readonly preflight: "enforce" | "warn";
  /** Absolute path of a folder laid out like the artifact cache, or the URL of a mirror; undefined: fetch and cache. */
  readonly artifacts: string | undefined;
  readonly images: ImageSource;
  /** Whether the platform's containers request CPU as upstream's manifests say. */
  readonly cpuRequests: "upstream" | "none";
  /** Whether checks may send packets to the internet. */
  readonly internet: boolean;
  readonly checks: CheckSettings;
  /** Seconds. */
  readonly readinessTimeout: number;
}

export interface CheckSettings {
  /** A regular expression on ids and titles, with `!` before it what is left out; undefined: all checks. */
  readonly filter: string | undefined;
  /** Seconds until an expectation that is not met is a failure. */
  readonly timeout: number;
  /** How many run at the same time; 0: any number. */
  readonly atOnce: number;
}

export type ClusterSettings = KindSettings | SimulatedSettings | ExistingSettings;

export interface MadeClusterSettings {
  readonly name: string;
  /** Worker nodes beside the one control plane. */
  readonly workers: number;
  /** One of each family that there is, IPv4 first. */
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
}

export interface KindSettings extends MadeClusterSettings {
  readonly kind: "kind";
  readonly containerEngine: "auto" | "docker" | "podman";
  readonly nodeImage: string;
  /** Where etcd keeps its data. What is in memory is lost when the control plane's node stops. */
  readonly etcd: "memory" | "disk";
  /** Whether the nodes pull the images that are needed before anything asks for them. */
  readonly warmImages: boolean;
  /** Whether they pull through caches on this machine, which outlive the stack. */
  readonly imageCache: boolean;
  /** Absolute paths of image archives that are loaded into every node. */
  readonly imageArchives: readonly string[];
  /** Addresses of those that the cluster's DNS asks for names outside; empty: whom the container engine asks. */
  readonly nameServers: readonly string[];
}

export interface SimulatedSettings extends MadeClusterSettings {
  readonly kind: "simulated";
  /** What realistic times are multiplied with until parts are ready; without it, they are at once. */
  readonly delays?: number;
}

export interface ExistingSettings {
  readonly kind: "existing";
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context: string;
  /** URL that the nodes use; undefined: the server of the kubeconfig's context. */
  readonly apiServer: string | undefined;
  /** That OVN-Kubernetes is told of; undefined: it takes the one with the default route. */
  readonly gatewayInterface: string | undefined;
  /** One of each family that there is, IPv4 first. */
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
}

export interface PlatformSettings {
  /** Parts that the cluster has already, which are not installed. */
  readonly present: readonly PlatformPart[];
}

/** What a scenario's own objects and checks follow. */
export interface ScenarioSettings {
  readonly ipFamily: IpFamily;
  /** Stands before the names of namespaces and of objects without a namespace. Mostly empty. */
  readonly namePrefix: string;
  readonly versions: Versions;
  readonly emulation: "auto" | "on" | "off";
  /** Of pods' networks, in bytes. */
  readonly mtu: number;
  readonly localnet: LocalnetSettings;
  /** Tenants beside the talk's own; 0 for scenarios that have no room for any. */
  readonly scale: number;
}

/** The network of scenario localnet outside of the cluster. */
export interface LocalnetSettings {
  readonly vlanId: number;
  /** Open vSwitch bridge of the workers; undefined: the one of a kind node's `eth0`. */
  readonly bridge: string | undefined;
  readonly subnet: Cidr;
  /** Of the database on the machine that runs the program. */
  readonly databasePort: number;
}
