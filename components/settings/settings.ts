import type { OvnKubernetesVersion } from "../versions.ts";
import type { Cidr } from "./cidr.ts";

/** All settings of a stack, checked. Nothing but `read-settings.ts` makes one, and nothing else reads the stack's configuration. */
export interface Settings {
  /** Name of the Pulumi stack. */
  readonly stack: string;
  readonly scenario: string;
  /** Number or name of the last step to build, as it was set; undefined: all steps. The scenario knows what it stands for. */
  readonly step: string | undefined;
  readonly cluster: ClusterSettings;
  readonly platform: PlatformSettings;
  /** Absolute path of a folder laid out like the artifact cache; undefined: fetch and cache. */
  readonly artifacts: string | undefined;
  /** Whether checks may send packets to the internet. */
  readonly internet: boolean;
  /** Seconds. */
  readonly readinessTimeout: number;
}

export type ClusterSettings = KindSettings | SimulatedSettings | ExistingSettings;

export interface MadeClusterSettings {
  readonly name: string;
  /** Worker nodes beside the one control plane. */
  readonly workers: number;
  readonly podSubnet: Cidr;
  readonly serviceSubnet: Cidr;
}

export interface KindSettings extends MadeClusterSettings {
  readonly kind: "kind";
  readonly containerEngine: "auto" | "docker" | "podman";
  readonly nodeImage: string;
}

export interface SimulatedSettings extends MadeClusterSettings {
  readonly kind: "simulated";
}

export interface ExistingSettings {
  readonly kind: "existing";
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context: string;
  /** URL that the nodes use; undefined: the server of the kubeconfig's context. */
  readonly apiServer: string | undefined;
  readonly podSubnet: Cidr;
  readonly serviceSubnet: Cidr;
}

export interface PlatformSettings {
  readonly mode: "install" | "present";
  readonly ovnKubernetes: OvnKubernetesVersion;
}
