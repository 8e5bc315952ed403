import { addressFamilies, type IpFamily } from "../../components/settings/ip-family.ts";
import type { CloudInit } from "../../components/virtual-machines/cloud-init.ts";
import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import type { Tenants } from "./network.ts";

/** Interface of both machines: their pods' primary network, whose name in a pod is `ovn-udn1`. */
export const interfaceName = "happy";
export const podInterface = "ovn-udn1";

export function machines({ red, blue }: Tenants, image: string, family: IpFamily): VirtualMachineSpec[] {
  const machine = (name: string, namespace: string, templateLabels?: Record<string, string>): VirtualMachineSpec => ({
    name,
    namespace,
    labels: { "kubevirt.io/vm": name },
    template: { name, namespace, ...(templateLabels ? { labels: templateLabels } : {}) },
    image,
    memory: "2048M",
    rng: true,
    interfaces: [{ name: interfaceName, binding: "l2bridge" }],
    cloudInit: cloudInit(family),
  });
  return [machine("red", red, { "app.kubernetes.io/name": "redvm" }), machine("blue", blue)];
}

/**
 * A guest asks for an IPv4 address by itself. For IPv6 it has to be told: OVN-Kubernetes' router announces itself to the guests of a
 * layer-2 network, and that addresses come by DHCPv6 (`address_mode` `dhcpv6_stateful`, go-controller/pkg/ovn/base_network_controller.go).
 */
function cloudInit(family: IpFamily): CloudInit {
  const families = addressFamilies(family);
  if (!families.includes("ipv6")) return {};
  return { ethernets: { eth0: { ...(families.includes("ipv4") ? { dhcp4: true } : {}), dhcp6: true } } };
}
