import { parse } from "yaml";
import type { KubernetesManifest } from "../../../components/artifacts/index.ts";
import { networksAnnotation } from "../../../components/networks/network-attachment-definition.ts";
import { type Guests, startGuests } from "./guests/index.ts";
import type { Guest } from "./guests/guest.ts";
import type { FabricLab } from "./lab.ts";
import { launcherImage } from "./pod.ts";

/** Of a `kubevirt.io/v1` VirtualMachine, what is read here. */
interface MachineTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly networks: readonly { readonly multus?: { readonly networkName: string } }[];
    readonly volumes: readonly { readonly cloudInitNoCloud?: { readonly networkData?: string } }[];
  };
}
interface NetworkData {
  readonly ethernets?: Readonly<Record<string, { readonly addresses?: readonly string[] }>>;
}

/** What KubeVirt makes of a lab's virtual machines: a pod each that is on the machine's networks, and in it the guest with its console. */
export class Machines {
  readonly #lab: FabricLab;
  readonly #guests: Guests;
  readonly #machines = new Map<string, Guest>();

  private constructor(lab: FabricLab, guests: Guests) {
    this.#lab = lab;
    this.#guests = guests;
  }

  /** @param directory private, for the guests' files */
  static async start(lab: FabricLab, directory: string): Promise<Machines> {
    return new Machines(lab, await startGuests(lab.cluster.config, directory));
  }

  /** Runs a machine. A guest's addresses of secondary networks are those of its cloud-init, which OVN lets it choose. */
  async run(machine: KubernetesManifest): Promise<void> {
    const { name, namespace = "" } = machine.metadata;
    const { template } = machine["spec"] as { template: MachineTemplate };
    const pod = launcherOf(name);
    const metadata = {
      name: pod,
      namespace,
      labels: { ...template.metadata?.labels, "kubevirt.io": "virt-launcher" },
      annotations: { [networksAnnotation]: JSON.stringify(attachmentsOf(template)) },
    };
    const containers = [{ name: "compute", image: launcherImage }];
    await this.#lab.create({ apiVersion: "v1", kind: "Pod", metadata, spec: { containers } });
    await this.#lab.settle();
    const { netns } = this.#lab.fabric.pod(namespace, pod);
    this.#machines.set(`${namespace}/${name}`, await this.#guests.add({ namespace, vm: name, netns, addresses: [] }));
  }

  /** The guest of a machine. @throws Error if it does not run */
  guest(namespace: string, name: string): Guest {
    const found = this.#machines.get(`${namespace}/${name}`);
    if (!found) throw new Error(`there is no guest ${namespace}/${name}`);
    return found;
  }

  stop(): Promise<void> {
    return this.#guests.stop();
  }
}

/** The pod of a machine. */
export function launcherOf(machine: string): string {
  return `virt-launcher-${machine}`;
}

function attachmentsOf({ spec }: MachineTemplate): { name: string; ips: readonly string[] }[] {
  const text = spec.volumes.find((volume) => volume.cloudInitNoCloud)?.cloudInitNoCloud?.networkData ?? "{}";
  const { ethernets = {} } = parse(text) as NetworkData;
  return spec.networks.flatMap(({ multus }, i) =>
    multus ? [{ name: multus.networkName, ips: ethernets[`eth${i}`]?.addresses ?? [] }] : [],
  );
}
