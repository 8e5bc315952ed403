/** The objects of the talk's lab as its specification has them, with today's corrections, by their names in the program. */
const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

export interface Wanted {
  readonly prefix?: string;
  readonly vlanId?: number;
  readonly port?: number;
  /** The first three numbers of the addresses. */
  readonly net?: string;
  readonly fedora?: string;
}

const agentless = {
  runAsUser: 1000,
  runAsNonRoot: true,
  privileged: false,
  allowPrivilegeEscalation: false,
  seccompProfile: { type: "RuntimeDefault" },
  capabilities: { drop: ["ALL"] },
};

/** By step. Attachments have their configuration as an object, the machine its cloud-init too. */
export function objectsOf({ prefix = "", vlanId = 123, port = 5432, net = "192.168.200", fedora }: Wanted = {}) {
  const adapter = `${prefix}data-adapter`;
  const consumer = `${prefix}data-consumer`;
  const attachment = (of: string) => ({
    apiVersion: "k8s.cni.cncf.io/v1",
    kind: "NetworkAttachmentDefinition",
    metadata: { name: "db-access-net", namespace: of },
    spec: {
      config: {
        cniVersion: "0.3.1",
        name: `${prefix}data-net`,
        netAttachDefName: `${of}/db-access-net`,
        topology: "localnet",
        type: "ovn-k8s-cni-overlay",
        vlanID: vlanId,
      },
    },
  });
  const policy = (name: string, of: string, role: string, spec: object) => ({
    apiVersion: "k8s.cni.cncf.io/v1beta1",
    kind: "MultiNetworkPolicy",
    metadata: { name, namespace: of, annotations: { "k8s.v1.cni.cncf.io/policy-for": `${of}/db-access-net` } },
    spec: { podSelector: { matchLabels: { role } }, policyTypes: ["Ingress", "Egress"], ...spec },
  });
  const everybody = [{ ipBlock: { cidr: `${net}.0/24` } }];
  const web = [{ protocol: "TCP", port: 9000 }];
  return {
    networks: {
      "localnet-data-adapter": namespace(adapter),
      "localnet-data-consumer": namespace(consumer),
      "localnet-ovs-share-same-gw-bridge": {
        apiVersion: "nmstate.io/v1",
        kind: "NodeNetworkConfigurationPolicy",
        metadata: {
          name: `${prefix}ovs-share-same-gw-bridge`,
          annotations: { "pulumi.com/waitFor": "condition=Available" },
        },
        spec: {
          nodeSelector: { "node-role.kubernetes.io/worker": "" },
          desiredState: { ovn: { "bridge-mappings": [{ localnet: `${prefix}data-net`, bridge: "breth0" }] } },
        },
      },
      "localnet-data-adapter-db-access-net": attachment(adapter),
      "localnet-data-consumer-db-access-net": attachment(consumer),
    },
    adapter: {
      "localnet-turtle-db-adapter": {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
          name: "turtle-db-adapter",
          namespace: adapter,
          labels: { role: "db-adapter" },
          annotations: { "k8s.v1.cni.cncf.io/networks": `[{"name":"db-access-net","ips":["${net}.10/24"]}]` },
        },
        spec: {
          containers: [
            {
              name: "db-adapter",
              image: "ghcr.io/maiqueb/rust-turtle-viewer:main",
              env: [
                { name: "DB_USER", value: "splinter" },
                { name: "DB_PASSWORD", value: "secret" },
                { name: "DB_NAME", value: "turtles" },
                { name: "DB_IP", value: `${net}.1` },
                ...(port === 5432 ? [] : [{ name: "DB_PORT", value: String(port) }]),
                { name: "HOST", value: `${net}.10` },
                { name: "PORT", value: "9000" },
              ],
              ports: [{ name: "webserver", containerPort: 9000, protocol: "TCP" }],
              securityContext: agentless,
            },
          ],
        },
      },
    },
    "virtual-machine": {
      "localnet-vm-workload": {
        apiVersion: "kubevirt.io/v1",
        kind: "VirtualMachine",
        metadata: {
          name: "vm-workload",
          namespace: consumer,
          annotations: { "pulumi.com/waitFor": "condition=Ready" },
        },
        spec: {
          runStrategy: "Always",
          template: {
            metadata: { labels: { role: "web-client" } },
            spec: {
              terminationGracePeriodSeconds: 0,
              domain: {
                machine: { type: "" },
                devices: {
                  disks: [
                    { name: "containerdisk", disk: { bus: "virtio" } },
                    { name: "cloudinitdisk", disk: { bus: "virtio" } },
                  ],
                  interfaces: [
                    { name: "default", masquerade: {} },
                    { name: "data-network", bridge: {} },
                  ],
                },
                resources: { requests: { memory: "1024M" } },
              },
              networks: [
                { name: "default", pod: {} },
                { name: "data-network", multus: { networkName: "db-access-net" } },
              ],
              volumes: [
                { name: "containerdisk", containerDisk: { image: fedora ?? "quay.io/containerdisks/fedora:43" } },
                {
                  name: "cloudinitdisk",
                  cloudInitNoCloud: {
                    // No gateway of the VLAN: it would compete with the default route of eth0.
                    networkData: { version: 2, eth0: { dhcp4: true }, eth1: { addresses: [`${net}.20/24`] } },
                    userData: "secret",
                  },
                },
              ],
            },
          },
        },
      },
    },
    policies: {
      "localnet-db-adapter": policy("db-adapter", adapter, "db-adapter", {
        ingress: [{ from: everybody, ports: web }],
        egress: [{ to: [{ ipBlock: { cidr: `${net}.1/32` } }], ports: [{ protocol: "TCP", port }] }],
      }),
      "localnet-web-client": policy("web-client", consumer, "web-client", {
        ingress: [],
        egress: [{ to: everybody, ports: web }],
      }),
    },
  };
}

export const stepNames = ["host", "networks", "adapter", "virtual-machine", "policies"] as const;

/** All objects up to a step. */
export function objectsUpTo(step: (typeof stepNames)[number], wanted: Wanted = {}): Record<string, unknown> {
  const byStep: Record<string, object> = objectsOf(wanted);
  return Object.assign(
    {},
    ...stepNames.slice(0, stepNames.indexOf(step) + 1).map((name) => byStep[name] ?? {}),
  ) as Record<string, unknown>;
}
