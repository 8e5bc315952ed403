import { z } from "zod";
import type { AddressFamily } from "../settings/ip-family.ts";
import { chooseAddress, wanted } from "./address-family.ts";

const schema = z.object({
  status: z
    .object({
      phase: z.string().optional(),
      nodeName: z.string().optional(),
      activePods: z.record(z.string(), z.string()).optional(),
      interfaces: z
        .array(
          z.object({
            name: z.string().optional(),
            mac: z.string().optional(),
            ipAddress: z.string().optional(),
            ipAddresses: z.array(z.string()).optional(),
            podInterfaceName: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** An interface as KubeVirt reports it: from the guest agent, if the guest has one. */
export interface InstanceInterface {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly mac: string | undefined;
  /** The pod's interface that it is bound to, such as `ovn-udn1`. */
  readonly podInterface: string | undefined;
}

/** What checks need of a VirtualMachineInstance (`kubevirt.io/v1`). */
export interface InstanceFacts {
  /** `Running` when its guest runs. */
  readonly phase: string;
  readonly node: string | undefined;
  /** UID of its pod on that node; while it is migrated it has another pod elsewhere. */
  readonly pod: string | undefined;
  readonly interfaces: readonly InstanceInterface[];
}

export function readInstance(object: unknown): InstanceFacts {
  const { status } = schema.parse(object);
  const node = status?.nodeName;
  return {
    phase: status?.phase ?? "without a phase",
    node,
    pod: Object.entries(status?.activePods ?? {}).find(([, on]) => on === node)?.[0],
    interfaces: (status?.interfaces ?? []).map((one) => ({
      name: one.name ?? "",
      addresses: one.ipAddresses?.length ? one.ipAddresses : one.ipAddress ? [one.ipAddress] : [],
      mac: one.mac,
      podInterface: one.podInterfaceName,
    })),
  };
}

/** An interface by its name in the machine's specification. */
export function interfaceOf(facts: InstanceFacts, name: string): InstanceInterface | { readonly problem: string } {
  const found = facts.interfaces.find((one) => one.name === name);
  if (found) return found;
  const names = facts.interfaces.map((one) => one.name).join(", ") || "none";
  return { problem: `no interface ${name} in its status (${facts.phase}); it has ${names}` };
}

export function instanceAddress(
  facts: InstanceFacts,
  name: string,
  family: AddressFamily | undefined,
): { address: string } | { problem: string } {
  const found = interfaceOf(facts, name);
  if ("problem" in found) return found;
  const address = chooseAddress(found.addresses, family);
  return address
    ? { address }
    : { problem: `no ${wanted(family)} on interface ${name}; it has ${found.addresses.join(", ") || "none"}` };
}
