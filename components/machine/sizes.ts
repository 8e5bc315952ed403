import type { PlatformPart } from "../settings/platform-parts.ts";
import type { MachineNeeds } from "./needs.ts";

/** In MiB. */
export interface Size {
  readonly memory: number;
  readonly disk: number;
}

interface PartSize {
  readonly once: Size;
  readonly perNode: Size;
}

const nothing: Size = { memory: 0, disk: 0 };

/**
 * What things take, estimated from the sizes of their images and from what their manifests request. Nothing of it was measured, so it
 * decides what is warned of; only far below it a lab is refused.
 */
export const sizes = {
  /** Control plane's own pods, and kind's node image, which all nodes share. */
  cluster: { memory: 800, disk: 1500 },
  /** systemd, containerd, kubelet. */
  node: { memory: 300, disk: 500 },
  parts: {
    "ovn-kubernetes": { once: nothing, perNode: { memory: 600, disk: 1000 } },
    multus: { once: nothing, perNode: { memory: 50, disk: 200 } },
    "network-policy-api": { once: nothing, perNode: nothing },
    nmstate: { once: { memory: 100, disk: 0 }, perNode: { memory: 100, disk: 600 } },
    kubevirt: { once: { memory: 1200, disk: 0 }, perNode: { memory: 200, disk: 1000 } },
    "cert-manager": { once: { memory: 150, disk: 200 }, perNode: nothing },
    "ipam-extensions": { once: { memory: 50, disk: 100 }, perNode: nothing },
  } satisfies Record<PlatformPart, PartSize>,
  /** Beside the guest's memory, of which it touches about half. The disk is its image, unpacked in a node. */
  virtualMachine: { memory: 250, disk: 1500 },
  /** A tenant that was added: two small pods, and on each node what OVN and Open vSwitch keep of its network. */
  addedTenant: { once: { memory: 40, disk: 0 }, perNode: { memory: 10, disk: 0 } },
  /** A simulated cluster: control plane and KWOK, and its tools if they have to be built. */
  simulated: { memory: 1000, disk: 3000 },
} as const;

/** Below this share of the estimate a lab cannot work. */
export const hopelessShare = 1 / 3;

/** What a scenario takes of its machine. */
export function sizeOf({ parts, workers, virtualMachines, addedTenants }: MachineNeeds): Size {
  const nodes = 1 + workers;
  const guests = virtualMachines ?? { count: 0, memory: 0 };
  const all: Size[] = [
    sizes.cluster,
    times(sizes.node, nodes),
    ...parts.flatMap((part) => [sizes.parts[part].once, times(sizes.parts[part].perNode, nodes)]),
    times({ memory: sizes.virtualMachine.memory + guests.memory / 2, disk: sizes.virtualMachine.disk }, guests.count),
    times(sizes.addedTenant.once, addedTenants),
    times(sizes.addedTenant.perNode, nodes * addedTenants),
  ];
  return all.reduce((sum, size) => ({ memory: sum.memory + size.memory, disk: sum.disk + size.disk }), nothing);
}

function times({ memory, disk }: Size, factor: number): Size {
  return { memory: memory * factor, disk: disk * factor };
}
