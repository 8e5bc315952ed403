import { parse } from "yaml";
import { z } from "zod";
import { networksAnnotation } from "../networks/network-attachment-definition.ts";
import type { ManifestOf } from "./manifests.ts";

/** A secondary network that a pod or a virtual machine asks for. */
export interface WantedAttachment {
  /** `<namespace>/<NetworkAttachmentDefinition>`; undefined: the pod's own network. */
  readonly definition?: string;
  /** With its prefix length. */
  readonly address?: string;
  /** Name of a virtual machine's interface. */
  readonly interface?: string;
}

const listSchema = z.array(
  z.object({ name: z.string(), namespace: z.string().optional(), ips: z.array(z.string()).optional() }),
);

/** What a pod's annotation asks for, in either of its forms: `a, other/b@net1`, or a JSON list. */
export function attachmentsOfPod(
  namespace: string,
  annotations: Readonly<Record<string, string>> = {},
): WantedAttachment[] {
  const text = annotations[networksAnnotation]?.trim() ?? "";
  if (text === "") return [];
  if (text.startsWith("["))
    return listSchema.parse(JSON.parse(text)).map((one) => ({
      definition: `${one.namespace ?? namespace}/${one.name}`,
      ...(one.ips?.[0] === undefined ? {} : { address: one.ips[0] }),
    }));
  return text.split(",").map((one) => {
    const name = one.trim().split("@")[0] ?? "";
    return { definition: name.includes("/") ? name : `${namespace}/${name}` };
  });
}

const networkDataSchema = z.object({
  ethernets: z.record(z.string(), z.object({ addresses: z.array(z.string()).optional() })).optional(),
});

/** The networks of a virtual machine in the order of its interfaces, with the addresses that its cloud-init gives them. */
export function attachmentsOfMachine({
  metadata: { namespace = "" },
  spec: { template },
}: ManifestOf<"VirtualMachine">): WantedAttachment[] {
  const { networks, volumes = [] } = template.spec;
  const data = volumes.flatMap(({ cloudInitNoCloud }) => cloudInitNoCloud?.networkData ?? [])[0];
  const { ethernets = {} } = data === undefined ? {} : networkDataSchema.parse(parse(data));
  return networks.map(({ name, multus }, i) => {
    const address = ethernets[`eth${i}`]?.addresses?.[0];
    return {
      interface: name,
      ...(multus
        ? { definition: multus.networkName.includes("/") ? multus.networkName : `${namespace}/${multus.networkName}` }
        : {}),
      ...(address === undefined ? {} : { address }),
    };
  });
}
