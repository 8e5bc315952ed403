import type { Layer2Attachment } from "../../components/networks/network-attachment-definition.ts";

export const subnets = "192.168.200.0/24";

/** What pods of either tenant call the network. */
export const attachmentName = "shared-net";

/** One layer-2 network over both tenants: the same network name in each namespace's attachment. Without a range it gives no addresses. */
export function overlayNetwork(namePrefix: string, range: Pick<Layer2Attachment, "subnets"> = {}) {
  const tenants = { blue: `${namePrefix}tenantblue`, yellow: `${namePrefix}tenantyellow` } as const;
  const attachments = Object.values(tenants).map((namespace): Layer2Attachment => ({
    topology: "layer2",
    namespace,
    name: attachmentName,
    network: `${namePrefix}green-network`,
    ...range,
  }));
  return { tenants, attachments };
}

export type OverlayNetwork = ReturnType<typeof overlayNetwork>;
export type Tenants = OverlayNetwork["tenants"];
