/** A localnet and the Open vSwitch bridge of each node that it is reached by. */
export interface BridgeMapping {
  readonly localnet: string;
  readonly bridge: string;
}

/** Bridge that OVN-Kubernetes makes of a kind node's `eth0`: all traffic of the node goes through it. */
export const kindGatewayBridge = "breth0";

/**
 * The `nmstate.io/v1` NodeNetworkConfigurationPolicy that maps localnets to bridges on all worker nodes. nmstate adds the mappings
 * to those that the nodes have (OVN-Kubernetes has one of its own). It counts as created when every such node has them.
 */
export function bridgeMappingPolicy(name: string, mappings: readonly BridgeMapping[]) {
  return {
    apiVersion: "nmstate.io/v1",
    kind: "NodeNetworkConfigurationPolicy",
    metadata: { name, annotations: { "pulumi.com/waitFor": "condition=Available" } },
    spec: {
      nodeSelector: { "node-role.kubernetes.io/worker": "" },
      desiredState: {
        ovn: { "bridge-mappings": mappings.map(({ localnet, bridge }) => ({ localnet, bridge })) },
      },
    },
  } as const;
}
