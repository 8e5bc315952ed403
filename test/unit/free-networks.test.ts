import assert from "node:assert/strict";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { requireFreeNetworks } from "../../stacks/free-networks.ts";
import { loadScenario, scenarioNames } from "../../stacks/registry.ts";
import { settingsOf } from "./settings/support.ts";

const scenario = { name: "lab", networks: { blue: ["103.103.0.0/16"], shared: ["192.168.200.0/24"] } };
const advice = "Choose other ranges for the cluster: -c podSubnet=<range> or -c serviceSubnet=<range>";

const clashes: Record<string, [networks: Record<string, string[]>, given: Record<string, string>, lines: string[]]> = {
  "the pod network": [
    scenario.networks,
    { podSubnet: "103.103.0.0/16" },
    ["network blue of scenario lab, 103.103.0.0/16, overlaps lab:podSubnet, 103.103.0.0/16"],
  ],
  "a pod network that it lies in": [
    scenario.networks,
    { podSubnet: "192.168.0.0/16" },
    ["network shared of scenario lab, 192.168.200.0/24, overlaps lab:podSubnet, 192.168.0.0/16"],
  ],
  "a service network within it": [
    scenario.networks,
    { serviceSubnet: "103.103.96.0/20" },
    ["network blue of scenario lab, 103.103.0.0/16, overlaps lab:serviceSubnet, 103.103.96.0/20"],
  ],
  "ranges of OVN-Kubernetes": [
    { join: ["100.64.0.0/10"], masquerade: ["169.254.0.0/24"] },
    {},
    [
      "network join of scenario lab, 100.64.0.0/10, overlaps OVN-Kubernetes' join subnet, 100.64.0.0/16",
      "network join of scenario lab, 100.64.0.0/10, overlaps OVN-Kubernetes' join subnet of user-defined networks, 100.65.0.0/16",
      "network join of scenario lab, 100.64.0.0/10, overlaps OVN-Kubernetes' transit subnet, 100.88.0.0/16",
      "network masquerade of scenario lab, 169.254.0.0/24, overlaps OVN-Kubernetes' masquerade subnet, 169.254.0.0/17",
    ],
  ],
};

describe("the networks of a scenario", () => {
  for (const [what, [networks, given, lines]] of Object.entries(clashes))
    it(`may not overlap ${what}, and the refusal names both`, () =>
      assert.throws(
        () => requireFreeNetworks({ name: "lab", networks }, settingsOf(given)),
        (error: unknown) => {
          assert.ok(error instanceof SettingsError);
          assert.deepEqual(error.message.split("\n"), [...lines, advice]);
          return true;
        },
      ));

  it("may be any other, and be those of each other", () =>
    assert.doesNotThrow(() =>
      requireFreeNetworks(
        { name: "lab", networks: { ...scenario.networks, again: ["103.103.0.0/16"] } },
        settingsOf({}),
      ),
    ));

  for (const name of scenarioNames)
    it(`of ${name} fit the cluster's own ranges if nothing is set`, async () => {
      const loaded = await loadScenario(name);
      assert.notDeepEqual(loaded.networks, {});
      requireFreeNetworks(loaded, settingsOf({}));
    });
});

describe("the scenarios", () => {
  it("are those there are, by the names of their folders", async () => {
    assert.deepEqual(scenarioNames, ["overlay", "overlay-mixed", "localnet", "udn-pods", "udn-vms"]);
    for (const name of scenarioNames) assert.equal((await loadScenario(name)).name, name);
  });

  for (const name of ["x", "toString", ""])
    it(`do not have ${JSON.stringify(name)}, and are listed`, () =>
      assert.rejects(loadScenario(name), {
        message: `there is no scenario ${JSON.stringify(name)}; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms`,
      }));

  for (const name of scenarioNames)
    it(`like ${name} have steps and checks of names of their own, and each check a step, an end after it and a way to be judged`, async () => {
      const { steps, checks } = await loadScenario(name);
      const order = steps.map((step) => step.name);
      assert.equal(new Set(order).size, order.length);
      assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
      for (const { id, step, until, how, expect } of checks) {
        assert.ok(order.includes(step), id);
        if (until !== undefined) assert.ok(order.indexOf(until) > order.indexOf(step), id);
        // Nothing that answers with HTTP is among no bodies.
        if (expect.kind === "reachable" && how.kind === "http") assert.notDeepEqual(expect.bodies, [], id);
        if (expect.kind === "blocked" && how.kind !== "tcp" && how.kind !== "sql")
          assert.notDeepEqual(expect.bodies, [], id);
      }
    });
});
