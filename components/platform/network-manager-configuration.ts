/** Where the configuration lies in a node. NetworkManager reads the folder in the order of names, and later files win. */
export const configurationFile = "/etc/NetworkManager/conf.d/90-ovn-kubernetes-labs.conf";

/**
 * NetworkManager is there for nmstate to ask and leaves the node's interfaces to the container engine, OVN-Kubernetes and multus: it
 * would give them profiles of its own, or take addresses from them. It keeps its hands off names and DNS as well.
 */
export const configuration = `[main]
no-auto-default=*
dns=none
hostname-mode=none

[keyfile]
unmanaged-devices=*
`;
