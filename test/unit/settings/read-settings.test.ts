import assert from "node:assert/strict";
import { readSettings } from "../../../components/settings/read-settings.ts";
import { kind, versionSets } from "../../../components/versions.ts";
import { existing, projectDirectory, settingsOf } from "./support.ts";

const subnets = { podSubnets: ["10.244.0.0/16"], serviceSubnets: ["10.96.0.0/16"] };
/** What is set of the scenario and of images if nothing is. */
const untouched = {
  ipFamily: "ipv4",
  namePrefix: "",
  versions: versionSets.current,
  emulation: "auto",
  mtu: 1400,
  localnet: { vlanId: 123, subnet: "192.168.200.0/24", databasePort: 5432, bridge: undefined },
  scale: 0,
  preflight: "enforce",
  cpuRequests: "upstream",
  images: { mirror: undefined, digests: undefined },
  checks: { filter: undefined, timeout: 90, atOnce: 0 },
};

describe("the settings of a stack", () => {
  it("are a kind cluster with OVN-Kubernetes v1.3.0 if nothing is set", () =>
    assert.deepEqual(settingsOf({}), {
      stack: "overlay",
      scenario: "overlay",
      step: undefined,
      internet: true,
      cluster: {
        kind: "kind",
        name: "ovn-overlay",
        workers: 2,
        ...subnets,
        containerEngine: "auto",
        nodeImage: kind.nodeImage,
        etcd: "memory",
        warmImages: true,
        imageCache: false,
        imageArchives: [],
        nameServers: [],
      },
      ...untouched,
      platform: { present: [] },
      artifacts: undefined,
      readinessTimeout: 900,
    }));

  it("hold everything that can be set of a kind cluster", () =>
    assert.deepEqual(
      settingsOf({
        clusterName: "one",
        workers: "9",
        containerEngine: "podman",
        preflight: "warn",
        cpuRequests: "none",
        nodeImage: "kindest/node:v1.34.0",
        etcd: "disk",
        warmImages: "off",
        imageCache: "on",
        nameServers: "192.0.2.53, 192.0.2.54",
        podSubnet: "10.10.0.0/16",
        serviceSubnet: "10.11.0.0/16",
        ovnKubernetes: "master",
        namePrefix: "a-",
        imageMirror: "mirror.example:5000/hub",
        emulation: "off",
        mtu: "8942",
        vlanId: "4094",
        localnetSubnet: "10.12.0.0/27",
        databasePort: "1024",
        artifacts: "/srv/files",
        checks: "!^O1$",
        checkTimeout: "3600",
        checksAtOnce: "4",
        readinessTimeout: "30",
        step: "workloads",
        internet: "none",
      }),
      {
        stack: "overlay",
        scenario: "overlay",
        step: "workloads",
        internet: false,
        cluster: {
          kind: "kind",
          name: "one",
          workers: 9,
          podSubnets: ["10.10.0.0/16"],
          serviceSubnets: ["10.11.0.0/16"],
          containerEngine: "podman",
          nodeImage: "kindest/node:v1.34.0",
          etcd: "disk",
          warmImages: false,
          imageCache: true,
          imageArchives: [],
          nameServers: ["192.0.2.53", "192.0.2.54"],
        },
        ipFamily: "ipv4",
        namePrefix: "a-",
        versions: {
          ...versionSets.current,
          ovnKubernetes: "master",
          images: {
            overlayServer: "mirror.example:5000/hub/registry.k8s.io/e2e-test-images/agnhost:2.45",
            workshopServer: "mirror.example:5000/hub/registry.k8s.io/e2e-test-images/agnhost:2.45",
            fedora: "mirror.example:5000/hub/quay.io/containerdisks/fedora:43",
            fedoraWithTools: "mirror.example:5000/hub/quay.io/kubevirt/fedora-with-test-tooling-container-disk:v1.4.0",
            turtleAdapter: "mirror.example:5000/hub/ghcr.io/maiqueb/rust-turtle-viewer:main",
            turtleDatabase: "mirror.example:5000/hub/quay.io/mduarted/turtle-db",
          },
        },
        emulation: "off",
        mtu: 8942,
        localnet: { vlanId: 4094, subnet: "10.12.0.0/27", databasePort: 1024, bridge: undefined },
        scale: 0,
        images: { mirror: "mirror.example:5000/hub", digests: undefined },
        platform: { present: [] },
        preflight: "warn",
        cpuRequests: "none",
        artifacts: "/srv/files",
        checks: { filter: "!^O1$", timeout: 3600, atOnce: 4 },
        readinessTimeout: 30,
      },
    ));

  it("of a simulated cluster know neither engine nor image", () =>
    assert.deepEqual(settingsOf({ cluster: "simulated", workers: "1" }).cluster, {
      kind: "simulated",
      name: "ovn-overlay",
      workers: 1,
      ...subnets,
    }));

  for (const [text, factor] of [
    ["realistic", 1],
    ["0.25", 0.25],
  ] as const)
    it(`of a simulated cluster multiply realistic times as they say: ${text}`, () => {
      const { cluster } = settingsOf({ cluster: "simulated", simulatedDelays: text });
      assert.equal(cluster.kind === "simulated" && cluster.delays, factor);
    });

  it("of an existing cluster know neither name nor size", () =>
    assert.deepEqual(settingsOf({ ...existing, apiServer: "https://192.0.2.10:6443", platform: "present" }), {
      stack: "overlay",
      scenario: "overlay",
      step: undefined,
      internet: true,
      cluster: {
        kind: "existing",
        kubeconfig: "/etc/admin.conf",
        context: "prod",
        apiServer: "https://192.0.2.10:6443",
        gatewayInterface: undefined,
        ...subnets,
      },
      ...untouched,
      platform: {
        present: [
          "ovn-kubernetes",
          "multus",
          "network-policy-api",
          "nmstate",
          "kubevirt",
          "cert-manager",
          "ipam-extensions",
        ],
      },
      artifacts: undefined,
      readinessTimeout: 900,
    }));

  it("of an existing cluster say what its nodes' gateway is made of", () => {
    const { cluster, localnet } = settingsOf({ ...existing, gatewayInterface: "eno1" });
    assert.equal(cluster.kind === "existing" && cluster.gatewayInterface, "eno1");
    assert.equal(localnet.bridge, "breno1");
  });

  const families: Record<string, object> = {
    ipv4: subnets,
    ipv6: { podSubnets: ["fd00:10:244::/48"], serviceSubnets: ["fd00:10:96::/112"] },
    dual: {
      podSubnets: ["10.244.0.0/16", "fd00:10:244::/48"],
      serviceSubnets: ["10.96.0.0/16", "fd00:10:96::/112"],
    },
  };
  for (const [ipFamily, networks] of Object.entries(families))
    for (const [cluster, given] of Object.entries<Record<string, string>>({
      kind: {},
      simulated: { cluster: "simulated" },
      existing,
    }))
      it(`give a cluster of kind ${cluster} the networks of ${ipFamily}, unless others are set`, () => {
        const settings = settingsOf({ ...given, ipFamily });
        assert.equal(settings.ipFamily, ipFamily);
        const { podSubnets, serviceSubnets } = settings.cluster;
        assert.deepEqual({ podSubnets, serviceSubnets }, networks);
      });

  it("hold networks of both families, IPv4 first, with or without blanks", () =>
    assert.deepEqual(settingsOf({ ipFamily: "dual", podSubnet: "10.10.0.0/16 , fd00:1::/48" }).cluster.podSubnets, [
      "10.10.0.0/16",
      "fd00:1::/48",
    ]));

  it("take an existing cluster's networks as they are, even such as kubeadm would not make", () =>
    assert.deepEqual(
      settingsOf({ ...existing, ipFamily: "ipv6", serviceSubnet: "fd00:10:96::/64" }).cluster.serviceSubnets,
      ["fd00:10:96::/64"],
    ));

  it("take every version from the set that lab:versions names", () => {
    assert.deepEqual(settingsOf({ versions: "talk" }).versions, versionSets.talk);
    assert.deepEqual(settingsOf({ versions: "current" }).versions, versionSets.current);
  });

  const single: [name: keyof typeof versionSets.talk, version: string][] = [
    ["ovnKubernetes", "v1.3.0"],
    ["multus", "v4.3.0"],
    ["ipamClaims", "v0.5.1-alpha"],
    ["nmstate", "v0.86.0"],
    ["kubevirt", "v1.8.4"],
    ["certManager", "v1.21.1"],
    ["ipamExtensions", "v0.3.1"],
  ];
  for (const [name, version] of single)
    it(`take ${name} ${version} if it is set, and every other version of the set`, () =>
      assert.deepEqual(settingsOf({ versions: "talk", [name]: version }).versions, {
        ...versionSets.talk,
        [name]: version,
      }));

  it("know the parts that an existing cluster has, each once", () => {
    const present = (platform: string) => settingsOf({ ...existing, platform }).platform.present;
    assert.deepEqual(present("install"), []);
    assert.deepEqual(present("ovn-kubernetes, multus,ovn-kubernetes"), ["ovn-kubernetes", "multus"]);
  });

  it("leave the API server of an existing cluster to its kubeconfig", () => {
    const { cluster } = settingsOf(existing);
    assert.equal(cluster.kind === "existing" ? cluster.apiServer : "wrong kind", undefined);
  });

  it("take the scenario from lab:scenario when the stack has another name", () => {
    const { stack, scenario, cluster } = settingsOf({ scenario: "localnet" }, "friday");
    assert.deepEqual(
      { stack, scenario, name: "name" in cluster && cluster.name },
      { stack: "friday", scenario: "localnet", name: "ovn-friday" },
    );
  });

  const steps: [step: string, read: string | undefined][] = [
    ["", undefined],
    ["  ", undefined],
    ["3", "3"],
    [" policy ", "policy"],
    ["no-such-step", "no-such-step"],
  ];
  for (const [step, read] of steps)
    it(`take the step ${JSON.stringify(step)} as ${read ?? "all steps"}, for only the scenario knows its steps`, () =>
      assert.equal(settingsOf({ step }).step, read));

  it("may send to the internet, unless lab:internet is none", () =>
    assert.deepEqual(
      ["use", "none"].map((internet) => settingsOf({ internet }).internet),
      [true, false],
    ));

  it("know step and internet on every kind of cluster", () =>
    assert.deepEqual(
      [{ cluster: "kind" }, { cluster: "simulated" }, existing].map((given) => {
        const { step, internet } = settingsOf({ ...given, step: "2", internet: "none" });
        return { step, internet };
      }),
      [0, 1, 2].map(() => ({ step: "2", internet: false })),
    ));

  it("prefer lab:scenario to a stack's name that is a scenario too", () =>
    assert.equal(settingsOf({ scenario: "localnet" }, "overlay").scenario, "localnet"));

  it("may repeat defaults that have no meaning for the kind of cluster", () =>
    assert.equal(settingsOf({ ...existing, workers: "2", clusterName: "" }).cluster.kind, "existing"));

  it("lose the white space around values", () => {
    const { cluster } = settingsOf({ workers: " 3 ", clusterName: "one\n" });
    assert.ok("workers" in cluster);
    assert.deepEqual({ name: cluster.name, workers: cluster.workers }, { name: "one", workers: 3 });
  });

  it("are not those of other namespaces", () =>
    assert.deepEqual(
      readSettings({
        stack: "overlay",
        config: { "kubernetes:kubeconfig": "x", "pulumi:tags": "y" },
        scenarios: ["overlay"],
        projectDirectory,
      }),
      settingsOf({}),
    ));
});
