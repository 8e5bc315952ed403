import type { AddressFamily } from "../settings/ip-family.ts";
import { chooseAddress, familyOf, wanted } from "./address-family.ts";
import type { Target } from "./check.ts";
import { secondaryAddress } from "./network-status.ts";
import { podNetworkAddress } from "./pod-networks.ts";
import { addressBesideNodes } from "./this-machine.ts";
import { instanceAddress, type InstanceFacts } from "./virtual-machine-instance.ts";

/** What the addresses of targets are learned from. */
export interface Directory {
  /** Annotations of a pod; rejects if there is no such pod. */
  podAnnotations(namespace: string, pod: string): Promise<Readonly<Record<string, string>>>;
  service(namespace: string, name: string): Promise<ServiceFacts>;
  /** InternalIPs of each worker node that has any, in the order of the nodes' names. */
  workerAddresses(): Promise<readonly (readonly string[])[]>;
  /** A VirtualMachineInstance; rejects if there is none of that name. */
  virtualMachineInstance(namespace: string, name: string): Promise<InstanceFacts>;
  /** Addresses of this machine with their prefix lengths, the loopback's left out. */
  ownAddresses(): readonly string[];
}

export interface ServiceFacts {
  readonly clusterIPs: readonly string[];
  /** Of the first port. */
  readonly nodePort: number | undefined;
}

export type Located = { readonly address: string; readonly port?: number } | { readonly problem: string };

/** Targets that have an address. */
export type AddressedTarget = Exclude<Target, { kind: "policies" | "itself" }>;

/**
 * The address of a target now, or why it has none. Rejects if the API does not answer or has no such object.
 * @param family undefined: the first address will do
 */
export async function locate(to: AddressedTarget, directory: Directory, family?: AddressFamily): Promise<Located> {
  switch (to.kind) {
    case "host": {
      const has = familyOf(to.host);
      return has !== undefined && family !== undefined && has !== family
        ? { problem: `${to.host} is no ${wanted(family)}` }
        : { address: to.host };
    }
    case "secondary-network":
      return named(
        `${to.namespace}/${to.pod}`,
        secondaryAddress(await directory.podAnnotations(to.namespace, to.pod), to.network, family),
      );
    case "pod-network":
      return named(
        `${to.namespace}/${to.pod}`,
        podNetworkAddress(await directory.podAnnotations(to.namespace, to.pod), to.role, family),
      );
    case "service": {
      const address = chooseAddress((await directory.service(to.namespace, to.service)).clusterIPs, family);
      return address
        ? { address }
        : { problem: `service ${to.namespace}/${to.service} has no cluster ${wanted(family)}` };
    }
    case "node-port":
      return nodePort(to, directory, family);
    case "guest":
      return named(
        `virtual machine ${to.namespace}/${to.vm}`,
        instanceAddress(await directory.virtualMachineInstance(to.namespace, to.vm), to.interface, family),
      );
    case "this-machine":
      return addressBesideNodes(directory.ownAddresses(), await directory.workerAddresses(), family);
  }
}

async function nodePort(
  to: Extract<Target, { kind: "node-port" }>,
  directory: Directory,
  family: AddressFamily | undefined,
): Promise<Located> {
  const [{ nodePort: port }, workers] = await Promise.all([
    directory.service(to.namespace, to.service),
    directory.workerAddresses(),
  ]);
  if (port === undefined) return { problem: `service ${to.namespace}/${to.service} has no node port` };
  const addresses = workers[to.worker - 1];
  if (addresses === undefined)
    return { problem: `there is no worker ${to.worker} with an InternalIP, only ${workers.length}` };
  const address = chooseAddress(addresses, family);
  return address
    ? { address, port }
    : { problem: `worker ${to.worker} has no ${wanted(family)}; it has ${addresses.join(", ")}` };
}

function named(what: string, located: Located): Located {
  return "problem" in located ? { problem: `${what}: ${located.problem}` } : located;
}
