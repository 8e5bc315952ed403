/** Facts of the talk's VM workshop, object by object, and what IPv6 adds, which the talk only promised. */

export interface Facts {
  readonly prefix: string;
  readonly subnets: readonly string[];
  /** What a guest's `eth0` is told; undefined: nothing, as in the talk. */
  readonly eth0?: object;
}

export const asInTheTalk: Facts = { prefix: "", subnets: ["192.168.0.0/16"] };

const namespace = (name: string) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "k8s.ovn.org/primary-user-defined-network": "" } },
});

const network = ({ prefix, subnets }: Facts) => ({
  apiVersion: "k8s.ovn.org/v1",
  kind: "ClusterUserDefinedNetwork",
  metadata: { name: `${prefix}happy-tenant`, annotations: { "pulumi.com/waitFor": "condition=NetworkCreated" } },
  spec: {
    namespaceSelector: {
      matchExpressions: [
        {
          key: "kubernetes.io/metadata.name",
          operator: "In",
          values: [`${prefix}red-namespace`, `${prefix}blue-namespace`],
        },
      ],
    },
    network: { topology: "Layer2", layer2: { role: "Primary", ipam: { lifecycle: "Persistent" }, subnets } },
  },
});

const machine = (name: string, templateLabels: object, { prefix, eth0 }: Facts) => ({
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachine",
  metadata: {
    name,
    namespace: `${prefix}${name}-namespace`,
    labels: { "kubevirt.io/vm": name },
    annotations: { "pulumi.com/waitFor": "condition=Ready" },
  },
  spec: {
    runStrategy: "Always",
    template: {
      metadata: { name, namespace: `${prefix}${name}-namespace`, ...templateLabels },
      spec: {
        terminationGracePeriodSeconds: 0,
        domain: {
          devices: {
            disks: [
              { name: "containerdisk", disk: { bus: "virtio" } },
              { name: "cloudinitdisk", disk: { bus: "virtio" } },
            ],
            interfaces: [{ name: "happy", binding: { name: "l2bridge" } }],
            rng: {},
          },
          resources: { requests: { memory: "2048M" } },
        },
        networks: [{ name: "happy", pod: {} }],
        volumes: [
          {
            name: "containerdisk",
            containerDisk: { image: "quay.io/kubevirt/fedora-with-test-tooling-container-disk:v1.4.0" },
          },
          {
            name: "cloudinitdisk",
            cloudInitNoCloud: {
              ...(eth0 ? { networkData: { version: 2, ethernets: { eth0, enp1s0: eth0 } } } : {}),
              userData: "secret",
            },
          },
        ],
      },
    },
  },
});

/** The steps in their order, and what each adds: names in the program with their objects. */
export const objectsOf = (facts: Facts): Readonly<Record<string, Readonly<Record<string, object>>>> => ({
  namespaces: {
    "udn-vms-red-namespace": namespace(`${facts.prefix}red-namespace`),
    "udn-vms-blue-namespace": namespace(`${facts.prefix}blue-namespace`),
  },
  network: { "udn-vms-happy-tenant": network(facts) },
  "virtual-machines": {
    "udn-vms-red": machine("red", { labels: { "app.kubernetes.io/name": "redvm" } }, facts),
    "udn-vms-blue": machine("blue", {}, facts),
  },
  migration: {},
});

export const stepNames = Object.keys(objectsOf(asInTheTalk));

/** The objects of the first steps, up to a step. */
export function objectsUpTo(step: string, facts: Facts = asInTheTalk): Record<string, object> {
  const steps = stepNames.slice(0, stepNames.indexOf(step) + 1);
  return Object.fromEntries(steps.flatMap((one) => Object.entries(objectsOf(facts)[one] ?? {})));
}
