import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import { attachmentName, type Tenants } from "../overlay/network.ts";
import type { OverlayPod } from "../overlay/pods.ts";

/** The network gives no addresses, so everybody on it brings an own one. */
export const addresses = {
  client: "192.168.200.10",
  blue: "192.168.200.20",
  yellow: "192.168.200.30",
} as const;

function onNetwork(address: string): string {
  return `${address}/24`;
}

export function servers(tenants: Tenants) {
  const server = (tenant: keyof Tenants) =>
    ({
      namespace: tenants[tenant],
      name: `${tenant}-server`,
      role: "server",
      address: onNetwork(addresses[tenant]),
    }) as const satisfies OverlayPod;
  return { blue: server("blue"), yellow: server("yellow") };
}

/** The client: its first interface is on the pod network, its second on the shared one. */
export function client({ blue }: Tenants, image: string): VirtualMachineSpec {
  return {
    name: "vm-client",
    namespace: blue,
    image,
    memory: "1024M",
    anyMachineType: true,
    interfaces: [
      { name: "default", binding: "masquerade" },
      { name: "shared-network", binding: "bridge", attachment: attachmentName },
    ],
    cloudInit: { ethernets: { eth0: { dhcp4: true }, eth1: { addresses: [onNetwork(addresses.client)] } } },
  };
}
