/** What the guests of scenario udn-vms get from its network. */
export { gateway } from "../../../../stacks/udn-vms/network.ts";

/** What plays the internet: an address for documentation, RFC 5737. */
export const internet = "203.0.113.10";

/** Addresses and MACs as OVN-Kubernetes gives them. */
export const machines = {
  red: { cidr: "192.168.0.3/16", mac: "0a:58:c0:a8:00:03" },
  blue: { cidr: "192.168.0.4/16", mac: "0a:58:c0:a8:00:04" },
} as const;

/** Seconds of a lease. */
export const lease = 3600;
