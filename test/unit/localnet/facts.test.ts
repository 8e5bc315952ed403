import assert from "node:assert/strict";
import { defaultScenarioSettings } from "../../../components/settings/default-settings.ts";
import type { Check } from "../../../components/checks/check.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { checkRequest, type Plan, planOf } from "../planned.ts";
import { upstream } from "../support.ts";
import { byPsqlInGuest, onThisMachine, plannedChecks } from "./checks.ts";
import { objectsUpTo, stepNames } from "./objects.ts";
import { hostSide, readObjects } from "./support.ts";

const existing = { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod", platform: "present" };
const ids = plannedChecks.map(({ id }) => id);
const notRun = (plan: Plan): string[] => ids.filter((id) => checkRequest(plan, id)["notRunBecause"] !== null);

describe("the scenario localnet", function () {
  this.timeout(120_000);
  const plans: Record<string, Plan> = {};
  const settings: Record<string, Record<string, string>> = {
    kind: { artifacts: upstream },
    simulated: { cluster: "simulated", artifacts: upstream },
    existing,
    "kind without the internet": { artifacts: upstream, internet: "none" },
    "kind with other settings": {
      artifacts: upstream,
      namePrefix: "mine-",
      vlanId: "7",
      localnetSubnet: "10.20.30.0/24",
      databasePort: "15432",
      versions: "talk",
    },
  };
  before(async () => {
    const made = Object.entries(settings).map(async ([what, given]) => (plans[what] = await planOf(given, "localnet")));
    await Promise.all(made);
  });
  const planFor = (what: string): Plan => plans[what] ?? assert.fail(`no plan for ${what}`);

  for (const what of ["kind", "simulated", "existing", "kind without the internet"]) {
    it(`has on ${what} every object of the talk's lab and no other`, () =>
      assert.deepEqual(readObjects(planFor(what)), objectsUpTo("policies")));

    it(`has on ${what} every check of the lab and no other, each as a resource`, () => {
      const plan = planFor(what);
      assert.deepEqual(plan.checks, plannedChecks);
      const made = plan.resources.filter(({ parent }) => parent?.endsWith("::checks")).map(({ name }) => name);
      assert.deepEqual(
        made,
        ids.map((id) => `checks-${id}`),
      );
    });
  }

  it("follows its settings: names, tag, addresses, port and the talk's own images", () =>
    assert.deepEqual(
      readObjects(planFor("kind with other settings")),
      objectsUpTo("policies", {
        prefix: "mine-",
        vlanId: 7,
        net: "10.20.30",
        port: 15432,
        fedora: "quay.io/containerdisks/fedora:38",
      }),
    ));

  for (const [settings, bridge] of [
    [{ gatewayInterface: "eno1" }, "breno1"],
    [{ localnetBridge: "br-ex" }, "br-ex"],
    [{ gatewayInterface: "eno1", localnetBridge: "br-vlans" }, "br-vlans"],
  ] as const)
    it(`is mapped to the bridge ${bridge} of nodes with ${JSON.stringify(settings)}`, async () => {
      const plan = await planOf({ ...existing, ...settings }, "localnet");
      const policy = readObjects(plan)["localnet-ovs-share-same-gw-bridge"] as {
        spec: { desiredState: { ovn: { "bridge-mappings": unknown[] } } };
      };
      assert.deepEqual(policy.spec.desiredState.ovn["bridge-mappings"], [{ localnet: "data-net", bridge }]);
    });

  it("asks with its checks where the settings say", () => {
    const checks = planFor("kind with other settings").checks;
    const get = (id: string) => checks.find((check) => check.id === id) ?? assert.fail(id);
    assert.deepEqual(get("L1").from, { kind: "guest", namespace: "mine-data-consumer", vm: "vm-workload" });
    assert.deepEqual(
      [get("L1").to, get("L2").to],
      [
        { kind: "host", host: "10.20.30.1" },
        { kind: "host", host: "10.20.30.10" },
      ],
    );
    for (const id of ["L0", "L1", "L3", "L3a", "L5a"]) assert.equal((get(id).how as { port: number }).port, 15432, id);
    assert.deepEqual(get("L5").from, {
      kind: "pod",
      namespace: "mine-data-adapter",
      pod: "turtle-db-adapter",
      container: "probe",
      added: "k8s.gcr.io/e2e-test-images/agnhost:2.36",
    });
  });

  it("has the talk's steps in its order, each with an explanation; the host's says that root is needed", async () => {
    const { steps } = await loadScenario("localnet");
    assert.deepEqual(
      steps.map(({ name }) => name),
      stepNames,
    );
    for (const { name, explanation } of steps) assert.match(explanation, /^[A-Z].*[.)]$/, name);
    assert.match(steps[0]?.explanation ?? "", /needs root/);
  });

  it("needs nmstate, KubeVirt and IPv4, and its network may not overlap the cluster's", async () => {
    const scenario = await loadScenario("localnet", {
      ...defaultScenarioSettings,
      localnet: { vlanId: 5, subnet: "10.1.0.0/24", databasePort: 5432, bridge: undefined },
    });
    assert.deepEqual(scenario.parts, ["ovn-kubernetes", "multus", "nmstate", "kubevirt"]);
    assert.deepEqual([scenario.ipFamilies, scenario.networks], [["ipv4"], { "data-net": ["10.1.0.0/24"] }]);
  });

  it("makes something on this machine for a kind cluster alone", () => {
    assert.deepEqual(hostSide(planFor("kind")).toSorted(), [
      "localnet-host",
      "localnet-host-database",
      "localnet-host-database-remains",
      "localnet-host-vlan",
      "localnet-host-vlan-remains",
    ]);
    for (const what of ["simulated", "existing"]) assert.deepEqual(hostSide(planFor(what)), [], what);
  });

  it("runs no check on simulated nodes, and on an existing cluster those that need no side of this machine", () => {
    assert.deepEqual(notRun(planFor("simulated")), ids);
    assert.deepEqual(notRun(planFor("existing")), onThisMachine);
    assert.deepEqual(notRun(planFor("kind")), []);
  });

  it("leaves out without the internet what the guest asks by psql", () =>
    assert.deepEqual(notRun(planFor("kind without the internet")), byPsqlInGuest));

  it("has one check that only its policies end", async () => {
    const { checks } = await loadScenario("localnet");
    const ended = checks.flatMap(({ id, until }) => (until === undefined ? [] : [[id, until]]));
    assert.deepEqual(ended, [["L1", "policies"]]);
  });

  it("has for each check of what is blocked a twin that proves it", async () => {
    const { checks } = await loadScenario("localnet");
    const blocked = checks.filter(({ expect }) => expect.kind === "blocked");
    assert.deepEqual(
      blocked.map(({ id }) => id),
      ["L3", "L5", "L6"],
    );
    for (const check of blocked) {
      const twin = checks.find(({ id }) => check.expect.kind === "blocked" && id === check.expect.twin) as Check;
      assert.ok(["reachable", "contains"].includes(twin.expect.kind), check.id);
      assert.equal(twin.step, check.step);
      assert.equal(twin.until, undefined);
      // What is blocked is blocked by nothing but the policy: the twin asks the same from the same place.
      assert.deepEqual(twin.from, check.from, check.id);
      assert.equal(twin.how.kind, check.how.kind, check.id);
      // It is run wherever the check is.
      assert.deepEqual([twin.needsInternet, twin.needsHostSide], [check.needsInternet, check.needsHostSide], check.id);
    }
  });
});
