import { type CloudInit, cloudInitVolume } from "./cloud-init.ts";

/** A network of a virtual machine, and how its interface is bound to it. */
export type GuestInterface =
  /** The pod's own network behind an address of its own, as KubeVirt's NAT gives it. */
  | { readonly name: string; readonly binding: "masquerade" }
  /** The pod's own network, as it is: the guest gets the pod's addresses (binding plugin `l2bridge` of the KubeVirt CR). */
  | { readonly name: string; readonly binding: "l2bridge" }
  /** A secondary network, by the name of its NetworkAttachmentDefinition in the machine's namespace. */
  | { readonly name: string; readonly binding: "bridge"; readonly attachment: string };

export interface VirtualMachineSpec {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Metadata of the VirtualMachineInstance and of its pod. */
  readonly template?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** Image of the disk that the guest boots from. */
  readonly image: string;
  /** For example `1024M`. */
  readonly memory: string;
  readonly interfaces: readonly GuestInterface[];
  readonly cloudInit: CloudInit;
  /** Let KubeVirt choose the machine type, said with an empty string. */
  readonly anyMachineType?: boolean;
  /** A source of random numbers, so that the guest need not wait for its own. */
  readonly rng?: boolean;
}

/**
 * The `kubevirt.io/v1` VirtualMachine. It runs always (`runStrategy`; `running` is deprecated), ends at once when it is
 * deleted, and counts as created when its guest runs and KubeVirt says Ready.
 */
export function virtualMachine(machine: VirtualMachineSpec) {
  return {
    apiVersion: "kubevirt.io/v1",
    kind: "VirtualMachine",
    metadata: {
      name: machine.name,
      namespace: machine.namespace,
      ...(machine.labels ? { labels: { ...machine.labels } } : {}),
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    },
    spec: {
      runStrategy: "Always",
      template: {
        ...(machine.template ? { metadata: { ...machine.template } } : {}),
        spec: {
          terminationGracePeriodSeconds: 0,
          domain: {
            ...(machine.anyMachineType ? { machine: { type: "" } } : {}),
            devices: {
              disks: ["containerdisk", "cloudinitdisk"].map((name) => ({ name, disk: { bus: "virtio" } })),
              interfaces: machine.interfaces.map(interfaceOf),
              ...(machine.rng ? { rng: {} } : {}),
            },
            resources: { requests: { memory: machine.memory } },
          },
          networks: machine.interfaces.map(networkOf),
          volumes: [
            { name: "containerdisk", containerDisk: { image: machine.image } },
            { name: "cloudinitdisk", cloudInitNoCloud: cloudInitVolume(machine.cloudInit) },
          ],
        },
      },
    },
  } as const;
}

function interfaceOf(one: GuestInterface) {
  if (one.binding === "l2bridge") return { name: one.name, binding: { name: "l2bridge" } };
  return { name: one.name, [one.binding]: {} };
}

function networkOf(one: GuestInterface) {
  return one.binding === "bridge"
    ? { name: one.name, multus: { networkName: one.attachment } }
    : { name: one.name, pod: {} };
}
