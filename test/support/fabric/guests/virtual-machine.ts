import { randomUUID } from "node:crypto";
import { CustomObjectsApi, type KubeConfig, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { StrictApi } from "../../strict-api.ts";
import type { Guest } from "./guest.ts";
import type { Node } from "./vm-network.ts";

export const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

/** An interface as a VirtualMachineInstance's status has it. */
interface ReportedInterface {
  readonly name: string;
  readonly podInterfaceName: string;
  readonly mac: string;
  readonly ipAddress?: string;
  readonly ipAddresses: readonly string[];
}

/** `ip -j address`, as far as it is read. */
type Links = readonly { readonly address: string; readonly addr_info: readonly { local: string; scope: string }[] }[];

/** A VirtualMachineInstance whose guest is there, with the status that KubeVirt would give it. */
export class VirtualMachine {
  readonly guest: Guest;
  readonly #custom: CustomObjectsApi;
  readonly #names: { readonly interface: string; readonly podInterface: string };
  node: Node;
  pod: string = randomUUID();

  private constructor(
    config: KubeConfig,
    guest: Guest,
    node: Node,
    names: { readonly interface: string; readonly podInterface: string },
  ) {
    this.#custom = config.makeApiClient(CustomObjectsApi);
    this.guest = guest;
    this.node = node;
    this.#names = names;
  }

  /** @param names of its interface in the machine's specification, and of the one of its pod that it is bound to */
  static async create(
    config: KubeConfig,
    guest: Guest,
    node: Node,
    names: { readonly interface: string; readonly podInterface: string },
  ): Promise<VirtualMachine> {
    const { namespace, vm: name } = guest;
    await StrictApi.of(config).createStrictly({
      apiVersion: "kubevirt.io/v1",
      kind: "VirtualMachineInstance",
      metadata: { name, namespace },
      spec: { domain: { devices: {} } },
    });
    const machine = new VirtualMachine(config, guest, node, names);
    await machine.patch({ phase: "Running", nodeName: node, activePods: { [machine.pod]: node } });
    await machine.report();
    return machine;
  }

  /** Tells the guest's MAC and addresses, as its agent does. @param changes of what is told */
  async report(changes: Partial<ReportedInterface> = {}): Promise<void> {
    const [link] = JSON.parse(await this.guest.run("ip", "-j", "address", "show", "dev", "eth0")) as Links;
    const addresses = (link?.addr_info ?? []).filter(({ scope }) => scope === "global").map(({ local }) => local);
    const told: ReportedInterface = {
      name: this.#names.interface,
      podInterfaceName: this.#names.podInterface,
      mac: link?.address ?? "",
      ...(addresses[0] === undefined ? {} : { ipAddress: addresses[0] }),
      ipAddresses: addresses,
      ...changes,
    };
    await this.patch({ interfaces: [told] });
  }

  async patch(status: object): Promise<void> {
    await this.#custom.patchNamespacedCustomObject(
      {
        group: "kubevirt.io",
        version: "v1",
        plural: "virtualmachineinstances",
        namespace: this.guest.namespace,
        name: this.guest.vm,
        body: { status },
      },
      asMerge,
    );
  }
}
