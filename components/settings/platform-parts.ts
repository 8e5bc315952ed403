/** What can be installed on a cluster for a scenario. A scenario names what it needs. */
export const platformParts = [
  /** With the definitions of NetworkAttachmentDefinition, MultiNetworkPolicy and IPAMClaim, which it needs to start. */
  "ovn-kubernetes",
  "multus",
  "network-policy-api",
  "nmstate",
  "kubevirt",
  "cert-manager",
  "ipam-extensions",
] as const;

export type PlatformPart = (typeof platformParts)[number];
