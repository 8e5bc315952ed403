import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { Platform } from "../../../components/platform/index.ts";
import { type PlatformPart, platformParts } from "../../../components/settings/platform-parts.ts";
import { type PlatformPlan, platformPlan } from "../../support/platform-plan.ts";
import { upstream } from "../support.ts";

// Without the upstream files the objects of manifests are missing here, and nothing that is looked at.
const artifacts: Record<string, string> = existsSync(upstream) ? { artifacts: upstream } : {};
const existing = { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod" };

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

/** What has no parent, but for the cluster. */
const components = ({ resources }: PlatformPlan): string[] =>
  resources.filter(({ parent, name }) => parent === null && name !== "cluster").map(({ name }) => name);

/** Whether one is made only after another, both by name: because it, a parent, or something between says so. */
function isAfter({ resources }: PlatformPlan, one: string, other: string): boolean {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const seen = new Set<string>();
  const reaches = (urn: string): boolean => {
    if (seen.has(urn)) return false;
    seen.add(urn);
    const resource = byUrn.get(urn);
    const next = [...(resource?.dependsOn ?? []), ...(resource?.parent ? [resource.parent] : [])];
    return next.some((needed) => nameOf(needed) === other || reaches(needed));
  };
  const [start] = resources.filter(({ name }) => name === one).toReversed();
  assert.ok(start, `there is no ${one}`);
  return reaches(start.urn);
}

interface ShortCondition {
  readonly is: string;
  readonly kind?: string;
  readonly name?: string;
  readonly object?: { readonly kind: string; readonly metadata: { readonly name: string } };
}

/** The conditions of a part's readiness, in short. */
function conditions({ resources }: PlatformPlan, name: string): string[] {
  const command = resources.find((resource) => resource.name === name);
  if (!command) return [];
  const { READINESS_REQUEST: text } = command.inputs["environment"] as Record<string, string>;
  const request = JSON.parse(text ?? "") as { timeout: number; conditions: ShortCondition[] };
  assert.equal(request.timeout, 900);
  return request.conditions.map(({ is, object, name, kind }) => {
    const what = object ? [object.kind, object.metadata.name] : [...(kind === undefined ? [] : [kind]), name ?? ""];
    return [is, ...what].join(" ");
  });
}

const scenarios: Record<string, [parts: PlatformPart[], made: string[]]> = {
  "pods on a secondary network": [
    ["ovn-kubernetes", "multus"],
    ["network-definitions", "ovn-kubernetes", "multus"],
  ],
  "a machine on a VLAN": [
    ["ovn-kubernetes", "multus", "nmstate", "kubevirt"],
    ["network-definitions", "ovn-kubernetes", "multus", "nmstate", "kubevirt"],
  ],
};

describe("the parts of the platform", function () {
  this.timeout(120_000);

  for (const [what, [parts, made]] of Object.entries(scenarios))
    it(`are those that ${what} needs, and no others`, async () => {
      const plan = await platformPlan({ cluster: "kind", ...artifacts }, parts);
      const all = [
        ...made,
        "name-forwarding",
        "workload-network",
        ...(made.includes("nmstate") ? ["network-manager"] : []),
      ];
      assert.deepEqual(components(plan).toSorted(), all.toSorted());
    });

  describe("on a kind cluster", () => {
    let plan: PlatformPlan;
    before(async () => (plan = await platformPlan({ cluster: "kind", ...artifacts }, platformParts)));

    it("wait for the pod network where their pods need it, and not for each other", () => {
      const sideBySide = ["nmstate", "kubevirt", "cert-manager"];
      for (const part of sideBySide) {
        assert.ok(isAfter(plan, `${part}-ready`, "workload-network-ready"), part);
        for (const other of [...sideBySide, "multus", "network-policy-api"].filter((name) => name !== part))
          assert.ok(!isAfter(plan, part, other) && !isAfter(plan, part, `${other}-ready`), `${part} after ${other}`);
      }
      assert.ok(!isAfter(plan, "network-policy-api", "ovn-kubernetes"));
      // CoreDNS has its name servers before anything asks it.
      assert.ok(isAfter(plan, "workload-network-ready", "name-forwarding-coredns"));
      assert.ok(!isAfter(plan, "ovn-kubernetes", "name-forwarding"));
    });

    it("have ipam-extensions after the proof of cert-manager's webhook and the kinds of virtual machines alone", () => {
      for (const earlier of ["cert-manager-ready", "kubevirt-definitions"])
        assert.ok(isAfter(plan, "ipam-extensions-ready", earlier), earlier);
      for (const other of ["nmstate", "kubevirt-ready"])
        assert.ok(!isAfter(plan, "ipam-extensions-ready", other), other);
    });

    it("let nothing but workloads wait for a network of pods, or for another part's pods", function () {
      if (!existsSync(upstream)) this.skip();
      const parts = ["multus", "nmstate", "kubevirt", "cert-manager", "ipam-extensions"];
      const objects = plan.resources.filter(
        ({ parent, type }) => parts.includes(nameOf(parent ?? "")) && type.startsWith("kubernetes:"),
      );
      const waits = objects.filter(
        ({ name }) => isAfter(plan, name, "ovn-kubernetes") || isAfter(plan, name, "workload-network-ready"),
      );
      const kinds = waits.map(({ type }) => type.split(":").at(-1) ?? "");
      // What operators act on comes after their Deployments, certificates after the webhook that has to let them pass.
      assert.deepEqual([...new Set(kinds)].toSorted(), [
        "Certificate",
        "DaemonSet",
        "Deployment",
        "Issuer",
        "KubeVirt",
        "NMState",
      ]);
      assert.equal(waits.length < objects.length / 4, true, `${waits.length} of ${objects.length}`);
    });

    it("have certificates after the proof of cert-manager's webhook, and not after KubeVirt", function () {
      if (!existsSync(upstream)) this.skip();
      for (const { name } of plan.resources.filter(({ type }) => type.startsWith("kubernetes:cert-manager.io/"))) {
        assert.ok(isAfter(plan, name, "cert-manager-ready"), name);
        assert.ok(!isAfter(plan, name, "kubevirt-ready"), name);
      }
    });

    it("have their operators before what these act on, and are ready after that", () => {
      assert.ok(isAfter(plan, "kubevirt-ready", "kubevirt-deployment"));
      assert.ok(isAfter(plan, "kubevirt-deployment", "kubevirt-kvm"));
      assert.ok(isAfter(plan, "nmstate-ready", "nmstate-handler"));
      if (!existsSync(upstream)) return;
      assert.ok(isAfter(plan, "kubevirt-deployment", "kubevirt-deployment-kubevirt-virt-operator"));
      assert.ok(isAfter(plan, "nmstate-handler", "nmstate-deployment-nmstate-nmstate-operator"));
    });

    it("are ready when their operator or their webhook shows it", () => {
      const expected: Record<string, string[]> = {
        "workload-network-ready": ["deployment-available coredns"],
        "nmstate-ready": [
          "definition-established nodenetworkconfigurationpolicies.nmstate.io",
          "deployment-available nmstate-webhook",
        ],
        "kubevirt-definitions": [
          "definition-established virtualmachines.kubevirt.io",
          "definition-established virtualmachineinstances.kubevirt.io",
        ],
        "kubevirt-ready": ["object-condition KubeVirt kubevirt"],
        "cert-manager-ready": [
          "webhook-trusted ValidatingWebhookConfiguration cert-manager-webhook",
          "dry-run-passes Issuer lab-dry-run",
        ],
        "ipam-extensions-ready": [
          "webhook-trusted MutatingWebhookConfiguration kubevirt-ipam-controller-mutating-webhook-configuration",
          "dry-run-passes Pod lab-dry-run",
        ],
      };
      for (const [name, those] of Object.entries(expected)) assert.deepEqual(conditions(plan, name), those, name);
    });

    it("are what scenarios' objects wait for", () =>
      assert.deepEqual(plan.needs, {
        definitions: ["network-definitions"],
        userDefinedNetworksNeed: ["ovn-kubernetes"],
        workloadsNeed: ["multus", "workload-network", "network-policy-api"],
        nodeNetworkPoliciesNeed: ["nmstate"],
        virtualMachinesNeed: ["kubevirt", "ipam-extensions"],
      }));

    it("have names that start with their parent's, each once", () => {
      const names = plan.resources.map(({ urn }) => urn);
      assert.equal(new Set(names).size, names.length);
      for (const { name, parent } of plan.resources)
        if (parent !== null)
          assert.ok(name === nameOf(parent) || name.startsWith(`${nameOf(parent)}-`), `${name} of ${nameOf(parent)}`);
    });
  });

  describe("on a simulated cluster", () => {
    let plan: PlatformPlan;
    before(async () => (plan = await platformPlan({ cluster: "simulated", ...artifacts }, platformParts)));

    it("have data in the place of operators and controllers", () => {
      assert.deepEqual(
        components(plan).toSorted(),
        ["network-definitions", ...platformParts, "kubevirt-simulation", "nmstate-simulation", "simulation"].toSorted(),
      );
      assert.deepEqual(plan.needs, {
        definitions: ["network-definitions"],
        userDefinedNetworksNeed: ["ovn-kubernetes", "simulation"],
        workloadsNeed: ["multus", "ovn-kubernetes", "network-policy-api"],
        nodeNetworkPoliciesNeed: ["nmstate", "nmstate-simulation"],
        virtualMachinesNeed: ["kubevirt", "kubevirt-simulation", "ipam-extensions"],
      } satisfies Record<keyof Platform, string[]>);
    });

    it("wait for no webhook and no operator, but for what the data says", () => {
      const commands = plan.resources.filter(({ type }) => type === "command:local:Command");
      const wait = commands.filter(({ inputs }) => inputs["create"] !== undefined).map(({ name }) => name);
      assert.deepEqual(wait.toSorted(), ["cluster-simulated", "kubevirt-definitions", "kubevirt-ready"]);
    });

    it("have the stage of KubeVirt while its readiness is waited for", () => {
      assert.ok(!isAfter(plan, "kubevirt-simulation-kubevirt-available", "kubevirt-ready"));
      assert.ok(!isAfter(plan, "kubevirt-simulation-kubevirt-available", "kubevirt-deployment"));
    });

    it("have every stage after the definition of its kind, which KWOK looks up once", () => {
      const definitions = {
        "kubevirt-simulation-virtualmachine-ready":
          "kubevirt-simulation-customresourcedefinition-virtualmachines.kubevirt.io",
        "kubevirt-simulation-kubevirt-available": "kubevirt-customresourcedefinition-kubevirts.kubevirt.io",
        "nmstate-simulation-nodenetworkconfigurationpolicy-available":
          "nmstate-simulation-customresourcedefinition-nodenetworkconfigurationpolicies.nmstate.io",
      };
      for (const [stage, definition] of Object.entries(definitions))
        if (existsSync(upstream) || stage.includes("virtualmachine"))
          assert.ok(isAfter(plan, stage, definition), `${stage} after ${definition}`);
    });
  });

  describe("that an existing cluster has", () => {
    it("are not installed, and nothing waits for them", async () => {
      const plan = await platformPlan({ ...existing, platform: "present" }, platformParts);
      assert.deepEqual(components(plan), []);
      assert.deepEqual(Object.values(plan.needs).flat(), []);
    });

    it("are left out one by one, and the others do without", async () => {
      const settings = { ...existing, platform: "ovn-kubernetes,multus,cert-manager", ...artifacts };
      const plan = await platformPlan(settings, [
        "ovn-kubernetes",
        "multus",
        "kubevirt",
        "cert-manager",
        "ipam-extensions",
      ]);
      assert.deepEqual(components(plan), ["kubevirt", "ipam-extensions"]);
      assert.deepEqual(plan.needs.virtualMachinesNeed, ["kubevirt", "ipam-extensions"]);
    });

    it("bring their definitions: multus that of NetworkAttachmentDefinition", async function () {
      if (!existsSync(upstream)) this.skip();
      const settings = { ...existing, platform: "multus", ...artifacts };
      const { resources } = await platformPlan(settings, ["ovn-kubernetes", "multus"]);
      const definitions = resources.filter(({ parent }) => nameOf(parent ?? "") === "network-definitions");
      assert.deepEqual(definitions.map(({ name }) => name.replace(/^.*definition-/, "")).toSorted(), [
        "ipamclaims.k8s.cni.cncf.io",
        "multi-networkpolicies.k8s.cni.cncf.io",
      ]);
    });
  });
});
