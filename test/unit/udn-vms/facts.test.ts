import assert from "node:assert/strict";
import { parse } from "yaml";
import { overlap } from "../../../components/settings/cidr.ts";
import { defaultScenarioSettings } from "../../../components/settings/default-settings.ts";
import { reservedNetworks } from "../../../components/settings/reserved-networks.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { checkRequest, type Plan, planOf, scenarioObjects } from "../planned.ts";
import { upstream } from "../support.ts";
import { checksFor } from "./checks.ts";
import { asInTheTalk, type Facts, objectsUpTo, stepNames } from "./objects.ts";

const clusterOf = {
  ipv6: { podSubnet: "fd00:10:244::/56", serviceSubnet: "fd00:10:96::/112" },
  dual: { podSubnet: "10.244.0.0/16,fd00:10:244::/56", serviceSubnet: "10.96.0.0/16,fd00:10:96::/112" },
};
const v6 = "fd00:192:168::/64";
const dhcp6 = { dhcp6: true, "ipv6-address-generation": "eui64" };

type Variant = [settings: Record<string, string>, facts: Facts, family: "ipv4" | "ipv6" | "dual", mtu?: number];
const variants: Record<string, Variant> = {
  "as it is": [{}, asInTheTalk, "ipv4"],
  "on simulated nodes": [{ cluster: "simulated" }, asInTheTalk, "ipv4"],
  "with another MTU": [{ mtu: "1300" }, asInTheTalk, "ipv4", 1300],
  "with a prefix": [{ namePrefix: "mine-" }, { ...asInTheTalk, prefix: "mine-" }, "ipv4"],
  "with IPv6": [{ ipFamily: "ipv6", ...clusterOf.ipv6 }, { ...asInTheTalk, subnets: [v6], eth0: dhcp6 }, "ipv6"],
  "with both families": [
    { ipFamily: "dual", ...clusterOf.dual },
    { ...asInTheTalk, subnets: ["192.168.0.0/16", v6], eth0: { dhcp4: true, ...dhcp6 } },
    "dual",
  ],
};

/** cloud-init's texts as what they say. */
function read(objects: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(objects), (key, value: unknown) => {
    return key === "networkData" ? (parse(String(value)) as unknown) : value;
  });
}

describe("the scenario udn-vms", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async () => {
    for (const [what, [settings]] of Object.entries(variants))
      plans.set(what, await planOf({ artifacts: upstream, ...settings }, "udn-vms"));
  });
  const planFor = (what: string): Plan => plans.get(what) ?? assert.fail(`no plan ${what}`);

  for (const [what, [, facts, family, mtu]] of Object.entries(variants)) {
    it(`has ${what} every object of the workshop and no other`, () =>
      assert.deepEqual(read(scenarioObjects(planFor(what))), objectsUpTo("migration", facts)));

    it(`has ${what} every check of the workshop and no other, and asks its process for it`, () => {
      const expected = checksFor(family, facts.prefix, mtu);
      assert.deepEqual(
        planFor(what).checks.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
      for (const facts of expected) {
        const { title, ...check } = checkRequest(planFor(what), facts.id)["check"] as Record<string, unknown>;
        assert.deepEqual(check, facts);
        assert.match(String(title), /^[a-z].*[^.]$/);
      }
    });
  }

  it("has the workshop's steps in its order, each with an explanation", async () => {
    const { steps } = await loadScenario("udn-vms");
    assert.deepEqual(
      steps.map(({ name }) => name),
      stepNames,
    );
    for (const { name, explanation } of steps) assert.match(explanation, /^[A-Z].*\.$/, name);
  });

  it("needs KubeVirt, and what gives its machines lasting addresses", async () => {
    const { parts, ipFamilies } = await loadScenario("udn-vms");
    assert.deepEqual(parts, ["ovn-kubernetes", "multus", "kubevirt", "cert-manager", "ipam-extensions"]);
    assert.deepEqual(ipFamilies, ["ipv4", "ipv6", "dual"]);
  });

  it("names the ranges that its network has, and none that OVN-Kubernetes takes for itself", async () => {
    for (const [family, expected] of [
      ["ipv4", ["192.168.0.0/16"]],
      ["ipv6", [v6]],
      ["dual", ["192.168.0.0/16", v6]],
    ] as const) {
      const { networks } = await loadScenario("udn-vms", { ...defaultScenarioSettings, ipFamily: family });
      assert.deepEqual(networks, { "happy-tenant": expected });
    }
    // Those of the cluster's default network, and those of a user-defined one.
    const taken = [...Object.values(reservedNetworks).flat(), "100.65.0.0/16", "fd99::/64"];
    for (const range of ["192.168.0.0/16", v6])
      assert.deepEqual(
        taken.filter((other) => overlap(range, other)),
        [],
      );
  });
});

describe("the scenario udn-vms up to a step", function () {
  this.timeout(120_000);
  for (const [step, last] of [
    ["1", "namespaces"],
    ["network", "network"],
    ["3", "virtual-machines"],
  ] as const)
    it(`${step} has the objects and checks of the steps to ${last}, and no other`, async () => {
      const plan = await planOf({ artifacts: upstream, step }, "udn-vms");
      assert.deepEqual(read(scenarioObjects(plan)), objectsUpTo(last));
      const steps = stepNames.slice(0, stepNames.indexOf(last) + 1);
      assert.deepEqual(
        plan.checks.map(({ id }) => id),
        checksFor("ipv4").flatMap((check) => (steps.includes(check.step) ? [check.id] : [])),
      );
    });
});
