import { listedServers } from "./name-servers.ts";

/** Where the configuration lies in a node. NetworkManager reads the folder in the order of names, and later files win. */
export const configurationFile = "/etc/NetworkManager/conf.d/90-ovn-kubernetes-labs.conf";

/**
 * NetworkManager is there for nmstate to ask and leaves the node's interfaces to the container engine, OVN-Kubernetes and multus: it
 * would give them profiles of its own, or take addresses from them. It keeps its hands off names and DNS as well.
 *
 * It is told whom the node asks, for nmstate asks it: before a policy is applied, the handler looks for a name server, and where
 * there is none it tries for two minutes (kubernetes-nmstate v0.86.0, pkg/probe).
 * @param resolvConf the node's `/etc/resolv.conf`
 */
export function configurationFor(resolvConf: string): string {
  const servers = listedServers(resolvConf);
  const known = servers.length === 0 ? "" : `\n[global-dns-domain-*]\nservers=${servers.join(",")}\n`;
  return `[main]
no-auto-default=*
dns=none
hostname-mode=none

[keyfile]
unmanaged-devices=*
${known}`;
}
