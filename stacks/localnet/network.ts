import type { LocalnetAttachment } from "../../components/networks/network-attachment-definition.ts";
import { bridgeMappingPolicy, kindGatewayBridge } from "../../components/networks/node-network-policy.ts";
import type { LocalnetSettings } from "../../components/settings/settings.ts";

/** What pods and virtual machines of either namespace call the network. */
export const attachmentName = "db-access-net";

/** One network over both namespaces, which is VLAN `vlanId` outside of the cluster. */
export function localnetNetwork(
  namePrefix: string,
  { vlanId, bridge = kindGatewayBridge }: Pick<LocalnetSettings, "vlanId" | "bridge">,
) {
  const namespaces = { adapter: `${namePrefix}data-adapter`, consumer: `${namePrefix}data-consumer` } as const;
  const network = `${namePrefix}data-net`;
  const attachmentOf = (namespace: string): LocalnetAttachment => ({
    topology: "localnet",
    namespace,
    name: attachmentName,
    network,
    vlanId,
  });
  return {
    namespaces,
    attachments: { adapter: attachmentOf(namespaces.adapter), consumer: attachmentOf(namespaces.consumer) },
    /** OVN-Kubernetes looks for a bridge by the network's own name, so the localnet has it too. */
    nodePolicy: bridgeMappingPolicy(`${namePrefix}ovs-share-same-gw-bridge`, [{ localnet: network, bridge }]),
  };
}

export type LocalnetNetwork = ReturnType<typeof localnetNetwork>;
export type Namespaces = LocalnetNetwork["namespaces"];
