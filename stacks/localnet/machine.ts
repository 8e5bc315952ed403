import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import type { LocalnetAddresses } from "./addresses.ts";
import { attachmentName } from "./network.ts";

export const vmName = "vm-workload";
export const vmLabels = { role: "web-client" } as const;

/**
 * The guest between the cluster's network and the VLAN. The talk also gave it the VLAN as its gateway: that route competes with the
 * one of the first interface, over which it installs `psql`.
 */
export function workloadMachine(
  namespace: string,
  { withPrefix }: LocalnetAddresses,
  image: string,
): VirtualMachineSpec {
  return {
    name: vmName,
    namespace,
    template: { labels: vmLabels },
    image,
    memory: "1024M",
    anyMachineType: true,
    interfaces: [
      { name: "default", binding: "masquerade" },
      { name: "data-network", binding: "bridge", attachment: attachmentName },
    ],
    cloudInit: {
      ethernets: { eth0: { dhcp4: true }, eth1: { addresses: [withPrefix.vm] } },
      packages: ["postgresql"],
    },
  };
}
