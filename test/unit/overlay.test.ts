import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { checkRequest, type Plan, planOf, resource, scenarioObjects, waitsFor } from "./planned.ts";
import { upstream } from "./support.ts";

/** Facts of the talk's lab; the registry and the tag of the image are today's. */
const agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.45";
const securityContext = {
  runAsUser: 1000,
  runAsNonRoot: true,
  privileged: false,
  allowPrivilegeEscalation: false,
  seccompProfile: { type: "RuntimeDefault" },
  capabilities: { drop: ["ALL"] },
};

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

const attachment = (tenant: string) => ({
  apiVersion: "k8s.cni.cncf.io/v1",
  kind: "NetworkAttachmentDefinition",
  metadata: { name: "shared-net", namespace: tenant },
  spec: {
    config: JSON.stringify(
      {
        cniVersion: "0.3.1",
        name: "green-network",
        netAttachDefName: `${tenant}/shared-net`,
        topology: "layer2",
        subnets: "192.168.200.0/24",
        type: "ovn-k8s-cni-overlay",
      },
      null,
      2,
    ),
  },
});

const pod = (tenant: string, name: string, container: object) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: tenant, annotations: { "k8s.v1.cni.cncf.io/networks": "shared-net" } },
  spec: { containers: [{ name: "http-server", image: agnhost, ...container, securityContext }] },
});
const client = { args: ["pause"] };
const server = {
  args: ["netexec", "--http-port", "9000"],
  ports: [{ name: "webserver", containerPort: 9000, protocol: "TCP" }],
};

/** Every object of the scenario. */
const objects: Record<string, object> = {
  "overlay-tenantblue": namespace("tenantblue"),
  "overlay-tenantyellow": namespace("tenantyellow"),
  "overlay-tenantblue-shared-net": attachment("tenantblue"),
  "overlay-tenantyellow-shared-net": attachment("tenantyellow"),
  "overlay-podclient": pod("tenantblue", "podclient", client),
  "overlay-blue-server": pod("tenantblue", "blue-server", server),
  "overlay-yellow-server": pod("tenantyellow", "yellow-server", server),
};

const check = (id: string, tenant: string, name: string) => ({
  id,
  step: "workloads",
  from: { kind: "pod", namespace: "tenantblue", pod: "podclient", container: "http-server" },
  to: { kind: "secondary-network", namespace: tenant, pod: name, network: `${tenant}/shared-net` },
  how: { kind: "http", port: 9000, path: "/hostname" },
  expect: { kind: "reachable", bodies: [name] },
  transitional: false,
});
const checks = [check("O1", "tenantblue", "blue-server"), check("O2", "tenantyellow", "yellow-server")];

const definitions = ["ipamclaims", "multi-networkpolicies", "network-attachment-definitions"].map(
  (plural) => `network-definitions-customresourcedefinition-${plural}.k8s.cni.cncf.io`,
);
const multus = [
  "multus-clusterrole-multus",
  "multus-clusterrolebinding-multus",
  "multus-configmap-kube-system-multus-cni-config",
  "multus-daemonset-kube-system-kube-multus-ds",
  "multus-serviceaccount-kube-system-multus",
];
const networks = ["tenantblue", "tenantyellow"].flatMap((tenant) => [
  `overlay-${tenant}`,
  `overlay-${tenant}-shared-net`,
]);
const pods = ["overlay-blue-server", "overlay-podclient", "overlay-yellow-server"];

/** What a check's process is asked: the check with its title, and how it reaches the cluster. */
const titled = checks.map(({ id, step, from, to, how, expect }, i) => ({
  id,
  title: `the client reaches the server of ${i === 0 ? "its own" : "the other"} tenant`,
  step,
  from,
  to,
  how,
  expect,
}));

describe("the scenario overlay", function () {
  this.timeout(120_000);
  const plans: Record<string, Plan> = {};
  const settings: Record<string, Record<string, string>> = {
    kind: { artifacts: upstream },
    simulated: { cluster: "simulated", artifacts: upstream },
    existing: { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod", platform: "present" },
  };
  before(async () => {
    const made = Object.entries(settings).map(async ([kind, given]) => (plans[kind] = await planOf(given)));
    await Promise.all(made);
  });
  const planFor = (kind: string): Plan => plans[kind] ?? assert.fail(`no plan for ${kind}`);

  for (const kind of Object.keys(settings)) {
    it(`has on ${kind} every object of the talk's lab and no other`, () =>
      assert.deepEqual(scenarioObjects(planFor(kind)), objects));

    it(`has on ${kind} the talk's two checks`, () => assert.deepEqual(planFor(kind).checks, checks));

    it(`waits on ${kind} with its checks for all that it made`, () => {
      for (const { id } of checks)
        assert.deepEqual(waitsFor(planFor(kind), `checks-${id}`), Object.keys(objects).toSorted());
    });
  }

  it("asks of each check's process that check, and says on simulated nodes why it is not run", () => {
    const requests = (kind: string) => ["O1", "O2"].map((id) => checkRequest(planFor(kind), id));
    const ask = (access: object) => titled.map((one) => ({ check: one, twin: null, ...access }));
    const limits = { results: ".stacks/unit-tests/results", timeout: 90, atOnce: 0 };
    const own = { ...limits, kubeconfig: ".stacks/unit-tests/kubeconfig", context: null };
    assert.deepEqual(requests("kind"), ask({ ...own, notRunBecause: null }));
    assert.deepEqual(requests("simulated"), ask({ ...own, notRunBecause: "simulated nodes carry no packets" }));
    assert.deepEqual(
      requests("existing"),
      ask({ ...limits, kubeconfig: "/no/such/kubeconfig", context: "prod", notRunBecause: null }),
    );
  });

  describe("with the files of its platform (skipped where OVN_LABS_UPSTREAM names no copy of them)", () => {
    before(function () {
      if (!existsSync(upstream)) this.skip();
    });

    for (const [kind, platform] of [
      ["kind", "workload-network-ready"],
      ["simulated", "ovn-kubernetes"],
    ] as const) {
      it(`makes on ${kind} attachments after their definitions and their namespace`, () => {
        for (const tenant of ["tenantblue", "tenantyellow"])
          assert.deepEqual(
            waitsFor(planFor(kind), `overlay-${tenant}-shared-net`),
            [...definitions, `overlay-${tenant}`].toSorted(),
          );
      });

      it(`makes on ${kind} pods after multus, ${platform} and everything of the step before`, () => {
        for (const name of pods)
          assert.deepEqual(waitsFor(planFor(kind), name), [...multus, ...networks, platform].toSorted());
      });

      it(`installs on ${kind} OVN-Kubernetes after the definitions, and the pods of multus alone after OVN-Kubernetes`, () => {
        const component = planFor(kind).resources.find(({ type }) => type === "lab:index:OvnKubernetes");
        assert.deepEqual(component?.dependsOn.map((urn) => urn.split("::").at(-1)).toSorted(), definitions);
        const parts = planFor(kind).resources.filter(({ name }) => name.startsWith("multus"));
        assert.deepEqual(
          parts
            .filter(({ dependsOn }) => dependsOn.some((urn) => urn.endsWith("::ovn-kubernetes")))
            .map(({ name }) => name),
          ["multus-daemonset-kube-system-kube-multus-ds"],
        );
      });

      it(`reaches on ${kind} the API once the cluster is made`, () =>
        assert.deepEqual(waitsFor(planFor(kind), "cluster-api"), [`cluster-${kind}`]));
    }

    it("waits on kind for the network of ordinary pods after OVN-Kubernetes, and after the cluster's DNS has its name servers", () =>
      assert.deepEqual(waitsFor(planFor("kind"), "workload-network"), ["name-forwarding-coredns", "ovn-kubernetes"]));
  });

  it("waits on simulated nodes for no network, for nothing runs there", () =>
    assert.deepEqual(
      planFor("simulated").resources.filter(({ name }) => name.startsWith("workload-network")),
      [],
    ));

  it("installs nothing on an existing cluster that has its platform, and waits for nothing of it", () => {
    const plan = planFor("existing");
    assert.deepEqual(
      plan.resources.map(({ name }) => name).toSorted(),
      ["cluster", "cluster-api", "overlay", ...Object.keys(objects), "checks", "checks-O1", "checks-O2"].toSorted(),
    );
    assert.deepEqual(waitsFor(plan, "overlay-tenantblue-shared-net"), ["overlay-tenantblue"]);
    assert.deepEqual(waitsFor(plan, "overlay-yellow-server"), networks.toSorted());
    assert.deepEqual(resource(plan, "cluster-api").inputs, {
      kubeconfig: "/no/such/kubeconfig",
      context: "prod",
      clusterIdentifier: "https://server-of-context-prod:6443",
      deleteUnreachable: "true",
    });
  });
});
