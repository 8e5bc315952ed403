import { z } from "zod";
import type { AddressFamily } from "../settings/ip-family.ts";
import { chooseAddress, wanted } from "./address-family.ts";

/** Annotation in which multus reports the interfaces of a pod (Network Plumbing Working Group, NAD specification 1.0). */
export const networkStatusAnnotation = "k8s.v1.cni.cncf.io/network-status";

const schema = z.array(
  z.object({ name: z.string(), interface: z.string().optional(), ips: z.array(z.string()).optional() }),
);

/**
 * The first address of a pod on one of its networks, or the first of a family.
 * @param annotations the pod's; multus adds its own when the pod has its interfaces
 * @param network `<namespace>/<NetworkAttachmentDefinition>`
 * @returns the address, or why there is none
 */
export function secondaryAddress(
  annotations: Readonly<Record<string, string>>,
  network: string,
  family?: AddressFamily,
): { address: string } | { problem: string } {
  const annotation = annotations[networkStatusAnnotation];
  if (!annotation) return { problem: `no annotation ${networkStatusAnnotation}` };
  const networks = parse(annotation);
  if (!networks)
    return {
      problem: `the annotation ${networkStatusAnnotation} is not a list of networks: ${annotation.slice(0, 200)}`,
    };
  const entry = networks.find((candidate) => candidate.name === network);
  if (!entry)
    return {
      problem: `not on network ${network}; on ${networks.map((candidate) => candidate.name).join(", ") || "none"}`,
    };
  const address = chooseAddress(entry.ips ?? [], family);
  return address ? { address } : { problem: `on network ${network} without an ${wanted(family)}` };
}

function parse(annotation: string): z.infer<typeof schema> | undefined {
  try {
    return schema.parse(JSON.parse(annotation));
  } catch {
    return undefined;
  }
}
