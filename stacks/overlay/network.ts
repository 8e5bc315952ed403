import type { Layer2Attachment } from "../../components/networks/network-attachment-definition.ts";

/** One layer-2 network over both tenants: the same network name in each namespace's attachment. */
const network = "green-network";
export const subnets = "192.168.200.0/24";

/** What pods of either tenant call the network. */
export const attachmentName = "shared-net";

export const namespaces = ["tenantblue", "tenantyellow"] as const;

export const attachments: readonly Layer2Attachment[] = namespaces.map((namespace) => ({
  namespace,
  name: attachmentName,
  network,
  subnets,
}));
