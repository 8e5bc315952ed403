import type { Cidr } from "./cidr.ts";

/** Ranges that OVN-Kubernetes takes for itself by default (chart of v1.3.0 and master, values-single-node-zone.yaml), of both families. */
export const reservedNetworks: Readonly<Record<string, readonly Cidr[]>> = {
  "OVN-Kubernetes' join subnet": ["100.64.0.0/16", "fd98::/64"],
  "OVN-Kubernetes' masquerade subnet": ["169.254.0.0/17", "fd69::/112"],
  "OVN-Kubernetes' join subnet of user-defined networks": ["100.65.0.0/16", "fd99::/64"],
  "OVN-Kubernetes' transit subnet": ["100.88.0.0/16", "fd97::/64"],
};
