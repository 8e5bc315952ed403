import type { Cidr } from "./cidr.ts";

/** Ranges that OVN-Kubernetes takes for itself by default (chart of v1.3.0 and master, values-single-node-zone.yaml). */
export const reservedNetworks: Readonly<Record<string, Cidr>> = {
  "OVN-Kubernetes' join subnet": "100.64.0.0/16",
  "OVN-Kubernetes' masquerade subnet": "169.254.0.0/17",
  "OVN-Kubernetes' transit subnet": "100.88.0.0/16",
};
