import assert from "node:assert/strict";
import { parse } from "yaml";
import { loadScenario } from "../../../stacks/registry.ts";
import { type Plan, type PlannedCheck, planOf, scenarioObjects } from "../planned.ts";
import { upstream } from "../support.ts";

/** Facts of the talk's lab; image and registry are today's. */
interface Facts {
  readonly prefix: string;
  readonly agnhost: string;
  readonly fedora: string;
}
const today: Facts = {
  prefix: "",
  agnhost: "registry.k8s.io/e2e-test-images/agnhost:2.45",
  fedora: "quay.io/containerdisks/fedora:43",
};

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

/** Without `subnets`: no IPAM. */
const attachment = (tenant: string, network: string) => ({
  apiVersion: "k8s.cni.cncf.io/v1",
  kind: "NetworkAttachmentDefinition",
  metadata: { name: "shared-net", namespace: tenant },
  spec: {
    config: {
      cniVersion: "0.3.1",
      name: network,
      netAttachDefName: `${tenant}/shared-net`,
      topology: "layer2",
      type: "ovn-k8s-cni-overlay",
    },
  },
});

const server = (tenant: string, name: string, address: string, image: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name,
    namespace: tenant,
    annotations: { "k8s.v1.cni.cncf.io/networks": [{ name: "shared-net", ips: [address] }] },
  },
  spec: {
    containers: [
      {
        name: "http-server",
        image,
        args: ["netexec", "--http-port", "9000"],
        ports: [{ name: "webserver", containerPort: 9000, protocol: "TCP" }],
        securityContext: {
          runAsUser: 1000,
          runAsNonRoot: true,
          privileged: false,
          allowPrivilegeEscalation: false,
          seccompProfile: { type: "RuntimeDefault" },
          capabilities: { drop: ["ALL"] },
        },
      },
    ],
  },
});

const client = (tenant: string, image: string) => ({
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachine",
  metadata: { name: "vm-client", namespace: tenant, annotations: { "pulumi.com/waitFor": "condition=Ready" } },
  spec: {
    // The talk has `running: true`, which is deprecated.
    runStrategy: "Always",
    template: {
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
              { name: "shared-network", bridge: {} },
            ],
          },
          resources: { requests: { memory: "1024M" } },
        },
        networks: [
          { name: "default", pod: {} },
          { name: "shared-network", multus: { networkName: "shared-net" } },
        ],
        volumes: [
          { name: "containerdisk", containerDisk: { image } },
          {
            name: "cloudinitdisk",
            cloudInitNoCloud: {
              networkData: {
                version: 2,
                ethernets: {
                  eth0: { dhcp4: true },
                  eth1: { addresses: ["192.168.200.10/24"] },
                  // As today's Fedora calls them.
                  enp1s0: { dhcp4: true },
                  enp2s0: { addresses: ["192.168.200.10/24"] },
                },
              },
              userData: "secret",
            },
          },
        ],
      },
    },
  },
});

const objectsOf = ({ prefix, agnhost, fedora }: Facts): Record<string, object> => {
  const [blue, yellow, network] = ["tenantblue", "tenantyellow", "green-network"].map((name) => `${prefix}${name}`);
  assert.ok(blue && yellow && network);
  return {
    "overlay-mixed-tenantblue": namespace(blue),
    "overlay-mixed-tenantyellow": namespace(yellow),
    [`overlay-mixed-${blue}-shared-net`]: attachment(blue, network),
    [`overlay-mixed-${yellow}-shared-net`]: attachment(yellow, network),
    "overlay-mixed-blue-server": server(blue, "blue-server", "192.168.200.20/24", agnhost),
    "overlay-mixed-yellow-server": server(yellow, "yellow-server", "192.168.200.30/24", agnhost),
    "overlay-mixed-vm-client": client(blue, fedora),
  };
};

const check = (id: string, prefix: string, host: string, body: string): PlannedCheck => ({
  id,
  step: "workloads",
  from: { kind: "guest", namespace: `${prefix}tenantblue`, vm: "vm-client" },
  to: { kind: "host", host },
  how: { kind: "http", port: 9000, path: "/hostname" },
  expect: { kind: "reachable", bodies: [body] },
  transitional: false,
});
const checksOf = (prefix: string): PlannedCheck[] => [
  check("M1", prefix, "192.168.200.20", "blue-server"),
  check("M2", prefix, "192.168.200.30", "yellow-server"),
];

/** What is text in the objects, as what it says. */
function read(objects: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(objects), (key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (key === "config" || key === "k8s.v1.cni.cncf.io/networks") return JSON.parse(value) as unknown;
    return key === "networkData" ? (parse(value) as unknown) : value;
  });
}

describe("the scenario overlay-mixed", function () {
  this.timeout(120_000);
  const talk: Facts = {
    prefix: "",
    agnhost: "k8s.gcr.io/e2e-test-images/agnhost:2.36",
    fedora: "quay.io/containerdisks/fedora:38",
  };
  const variants: Record<string, [settings: Record<string, string>, facts: Facts]> = {
    "as it is": [{}, today],
    "on simulated nodes": [{ cluster: "simulated" }, today],
    "with a prefix": [{ namePrefix: "mine-" }, { ...today, prefix: "mine-" }],
    "with the talk's versions": [{ versions: "talk" }, talk],
  };
  const plans = new Map<string, Plan>();
  before(async () => {
    for (const [what, [settings]] of Object.entries(variants))
      plans.set(what, await planOf({ artifacts: upstream, ...settings }, "overlay-mixed"));
  });
  const planFor = (what: string): Plan => plans.get(what) ?? assert.fail(`no plan ${what}`);

  for (const [what, [, facts]] of Object.entries(variants)) {
    it(`has ${what} every object of the talk's lab and no other`, () =>
      assert.deepEqual(read(scenarioObjects(planFor(what))), objectsOf(facts)));

    it(`has ${what} the talk's two checks`, () => assert.deepEqual(planFor(what).checks, checksOf(facts.prefix)));
  }

  it("needs KubeVirt beside what the overlay needs, has two steps, and can be built with IPv4 alone", async () => {
    const { parts, steps, ipFamilies, networks } = await loadScenario("overlay-mixed");
    assert.deepEqual(parts, ["ovn-kubernetes", "multus", "kubevirt"]);
    assert.deepEqual(ipFamilies, ["ipv4"]);
    assert.deepEqual(networks, { "green-network": ["192.168.200.0/24"] });
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["networks", "workloads"],
    );
    for (const { name, explanation } of steps) assert.match(explanation, /^[A-Z].*\.$/, name);
  });

  it("has after its first step the namespaces and attachments, and no checks", async () => {
    const plan = await planOf({ artifacts: upstream, step: "networks" }, "overlay-mixed");
    const first = Object.entries(objectsOf(today)).slice(0, 4);
    assert.deepEqual(read(scenarioObjects(plan)), Object.fromEntries(first));
    assert.deepEqual(plan.checks, []);
  });
});
