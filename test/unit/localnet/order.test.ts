import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { vlanInterface } from "../../../components/host/names.ts";
import { type Plan, planOf, resource, waitsFor } from "../planned.ts";
import { upstream } from "../support.ts";
import { plannedChecks } from "./checks.ts";
import { objectsOf, objectsUpTo, stepNames } from "./objects.ts";
import { hostRequest, hostSide, readObjects } from "./support.ts";

const host = ["localnet-host-database", "localnet-host-vlan"];
const networks = Object.keys(objectsOf().networks);
const multus = [
  "multus-clusterrole-multus",
  "multus-clusterrolebinding-multus",
  "multus-configmap-kube-system-multus-cni-config",
  "multus-daemonset-kube-system-kube-multus-ds",
  "multus-serviceaccount-kube-system-multus",
];
const definitions = ["ipamclaims", "multi-networkpolicies", "network-attachment-definitions"].map(
  (plural) => `network-definitions-customresourcedefinition-${plural}.k8s.cni.cncf.io`,
);

describe("the order of the scenario localnet", function () {
  this.timeout(120_000);
  let plan: Plan;
  before(async function () {
    // The objects of multus are not in a plan without its files.
    if (!existsSync(upstream)) this.skip();
    plan = await planOf({ artifacts: upstream }, "localnet");
  });
  /** Whatever more the platform's own parts have to wait for. */
  const assertWaits = (name: string, expected: readonly string[]): void => {
    const waits = waitsFor(plan, name);
    assert.deepEqual(
      expected.filter((one) => !waits.includes(one)),
      [],
      `${name} waits for ${waits.join(", ")}`,
    );
  };

  it("has the VLAN after the cluster, whose network it lies on, and the database after the VLAN", () => {
    assert.deepEqual(waitsFor(plan, "localnet-host-vlan"), ["cluster-kind", "localnet-host-vlan-remains"]);
    assert.deepEqual(waitsFor(plan, "localnet-host-database"), [
      "cluster-kind",
      "localnet-host-database-remains",
      "localnet-host-vlan",
    ]);
  });

  it("removes what an interrupted making left before the cluster goes", () => {
    for (const name of host) {
      assert.deepEqual(waitsFor(plan, `${name}-remains`), ["cluster-kind"]);
      const { create, delete: remove } = resource(plan, `${name}-remains`).inputs;
      assert.deepEqual([create, remove], [undefined, "delete-remains"]);
    }
  });

  it("makes VLAN and database anew with the cluster, whose network may go with it", () => {
    // The identifier that the cluster's Command gets when it has made one, by which Pulumi deletes both before the old cluster.
    for (const name of host)
      assert.equal((resource(plan, name).inputs["triggers"] as unknown[]).at(-1), "known after up");
  });

  it("has what is on this machine outside of all that goes with the cluster", () => {
    assert.equal(resource(plan, "localnet-host").parent, null);
    for (const name of host) assert.match(resource(plan, name).parent ?? "", /::localnet-host$/);
  });

  it("attaches each namespace after it is there, with the definitions of networks", () => {
    for (const side of ["adapter", "consumer"])
      assertWaits(`localnet-data-${side}-db-access-net`, [`localnet-data-${side}`, ...definitions]);
  });

  it("starts the adapter when network and database are there", () =>
    assertWaits("localnet-turtle-db-adapter", [...host, ...networks, ...multus, "workload-network-ready"]));

  it("starts the virtual machine beside the adapter, for which its guest need not wait", () => {
    assertWaits("localnet-vm-workload", [...networks, "workload-network-ready"]);
    assert.ok(!waitsFor(plan, "localnet-vm-workload").includes("localnet-turtle-db-adapter"));
  });

  it("has its policies after the check that they end, and after no other", () => {
    for (const [policy, side] of [
      ["localnet-db-adapter", "adapter"],
      ["localnet-web-client", "consumer"],
    ] as const) {
      const needed = [`localnet-data-${side}`, `localnet-data-${side}-db-access-net`];
      assert.deepEqual(waitsFor(plan, policy), ["checks-L1", ...definitions, ...needed].toSorted());
    }
  });

  it("checks each step after everything up to it", () => {
    for (const { id, step } of plannedChecks)
      assert.deepEqual(
        waitsFor(plan, `checks-${id}`),
        [
          ...host,
          ...host.map((name) => `${name}-remains`),
          ...Object.keys(objectsUpTo(step as (typeof stepNames)[number])),
        ].toSorted(),
        id,
      );
  });

  it("asks for the VLAN and the database of the settings", () => {
    const common = { stack: "unit-tests", directory: ".stacks/unit-tests", making: "", containerEngine: "auto" };
    assert.deepEqual(hostRequest(plan, "localnet-host-vlan"), {
      kind: "vlan",
      ...common,
      interface: vlanInterface("ovn-unit-tests", 123),
      vlanId: 123,
      address: "192.168.200.1/24",
    });
    assert.deepEqual(hostRequest(plan, "localnet-host-database"), {
      kind: "database",
      ...common,
      container: "ovn-unit-tests-turtle-db",
      image: "quay.io/mduarted/turtle-db",
      port: 5432,
      address: "192.168.200.1",
      timeout: 900,
    });
  });

  it("makes both by a process that removes them too", () => {
    for (const name of host) {
      const { interpreter, create, delete: remove } = resource(plan, name).inputs;
      assert.deepEqual([create, remove], ["create", "delete"]);
      assert.deepEqual(interpreter, ["node", "--import", "tsx", "components/host/lifecycle/main.ts"]);
    }
  });
});

describe("the scenario localnet up to a step", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async () => {
    const wanted = ["1", "2", "virtual-machine", "policies"];
    const given = { artifacts: upstream };
    await Promise.all(wanted.map(async (step) => plans.set(step, await planOf({ ...given, step }, "localnet"))));
  });
  const planUpTo = (step: string): Plan => plans.get(step) ?? assert.fail(`no plan up to ${step}`);

  for (const [step, last] of [
    ["1", "host"],
    ["2", "networks"],
    ["virtual-machine", "virtual-machine"],
  ] as const)
    it(`${step} has the objects and checks of the steps to ${last}, and no other`, () => {
      const names = stepNames.slice(0, stepNames.indexOf(last) + 1) as readonly string[];
      assert.deepEqual(hostSide(planUpTo(step)).length, 5);
      assert.deepEqual(step === "1" ? {} : readObjects(planUpTo(step)), objectsUpTo(last));
      assert.deepEqual(
        planUpTo(step).checks,
        plannedChecks.filter((check) => names.includes(check.step)),
      );
    });

  it("adds with its policies the two of them and their checks, and changes nothing else", () => {
    const before = new Map(planUpTo("virtual-machine").resources.map((one) => [one.urn, one]));
    const added = planUpTo("policies").resources.filter((one) => !before.delete(one.urn));
    assert.deepEqual(added.map(({ name }) => name).toSorted(), [
      ...["L3", "L3a", "L4", "L5", "L5a", "L6", "L6a"].map((id) => `checks-${id}`),
      "localnet-db-adapter",
      "localnet-web-client",
    ]);
    assert.equal(before.size, 0);
    const whole = new Map(planUpTo("policies").resources.map((one) => [one.urn, one]));
    for (const one of planUpTo("virtual-machine").resources) assert.deepEqual(whole.get(one.urn), one);
  });
});
