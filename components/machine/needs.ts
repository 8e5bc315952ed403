import type { Cidr } from "../settings/cidr.ts";
import type { IpFamily } from "../settings/ip-family.ts";
import type { OwnedNetworks } from "../settings/network-clashes.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";

/** Virtual machines that run at once at most, and each one's memory in MiB. */
export interface VirtualMachinesNeed {
  readonly count: number;
  readonly memory: number;
}

/** What a scenario on a kind cluster asks of the machine. */
export interface MachineNeeds {
  readonly scenario: string;
  readonly parts: readonly PlatformPart[];
  readonly virtualMachines: VirtualMachinesNeed | undefined;
  /** Whether pods are on primary user-defined networks, each of which is a VRF on every node. */
  readonly primaryNetworks: boolean;
  /** Tenants that were added to it, each with a network and two pods. */
  readonly addedTenants: number;
  /** Whether it has something on this machine beside the cluster. */
  readonly onMachine: boolean;
  readonly workers: number;
  /** Whether the platform's pods request processors. */
  readonly cpuRequests: "upstream" | "none";
  readonly nodeImage: string;
  readonly ipFamily: IpFamily;
  readonly emulation: "auto" | "on" | "off";
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
  /** The scenario's networks by what messages call them. */
  readonly networks: OwnedNetworks;
  /** Whether images may have to be loaded by hand, for want of the internet. */
  readonly offline: boolean;
}
