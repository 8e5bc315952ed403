import assert from "node:assert/strict";
import { guestTimeout } from "../../../components/virtual-machines/create-virtual-machine.ts";
import { runNode } from "../support.ts";
import type { Registered } from "./print-scenario.ts";

type Registrations = ReadonlyMap<string, Registered>;

const known = new Map<string, Promise<Registrations>>();

/** With 100 seconds for a workload to become ready. */
function registrations(scenario: string, settings: object = {}): Promise<Registrations> {
  const key = JSON.stringify([scenario, settings]);
  const made = known.get(key) ?? evaluate(scenario, settings);
  known.set(key, made);
  return made;
}

async function evaluate(scenario: string, settings: object): Promise<Registrations> {
  const script = "test/unit/virtual-machines/print-scenario.ts";
  const words = ["--import", "tsx", script, scenario, JSON.stringify(settings), "100"];
  const { status, stdout, stderr } = await runNode(words);
  assert.equal(status, 0, stderr);
  return new Map((JSON.parse(stdout) as Registered[]).map((one) => [one.name, one]));
}

const platform = ["virtual-machines-need", "workloads-need"];
const mixedNetworks = ["tenantblue", "tenantblue-shared-net", "tenantyellow", "tenantyellow-shared-net"].map(
  (name) => `overlay-mixed-${name}`,
);
const vmsNetwork = ["blue-namespace", "happy-tenant", "red-namespace"].map((name) => `udn-vms-${name}`);

/** What is there before each machine, and what its scenario's checks take for workloads. */
const scenarios: Record<string, { machines: string[]; before: string[]; workloads: string[] }> = {
  "overlay-mixed": {
    machines: ["overlay-mixed-vm-client"],
    before: mixedNetworks,
    workloads: ["overlay-mixed-blue-server", "overlay-mixed-yellow-server", "overlay-mixed-vm-client"],
  },
  "udn-vms": {
    machines: ["udn-vms-red", "udn-vms-blue"],
    before: vmsNetwork,
    workloads: ["udn-vms-red", "udn-vms-blue"],
  },
};

for (const [scenario, { machines, before: networks, workloads }] of Object.entries(scenarios))
  describe(`the virtual machines of scenario ${scenario}`, function () {
    this.timeout(60_000);
    let registered: ReadonlyMap<string, Registered>;
    before(async () => (registered = await registrations(scenario)));
    const of = (name: string): Registered => registered.get(name) ?? assert.fail(`no ${name}`);

    it("come after what machines need, what workloads need, their namespaces and networks", () => {
      for (const name of machines) assert.deepEqual(of(name).dependsOn, [...networks, ...platform].toSorted(), name);
    });

    it("are made anew, the old one first, when what they are changes", () => {
      for (const name of machines)
        assert.deepEqual([of(name).replaceOnChanges, of(name).deleteBeforeReplace], [["spec"], true], name);
    });

    it("are, with all other workloads, what checks run again for", () => {
      const checks = [...registered.values()].filter(({ name }) => name.startsWith("checks-"));
      assert.ok(checks.length >= 2);
      for (const check of checks)
        assert.equal(check.workloads, workloads.map((name) => `uid of ${name}`).join(" "), check.name);
    });

    it("may take three times as long as other workloads, unless they have real processors for sure", async () => {
      const without = await registrations(scenario, { emulation: "off" });
      for (const name of machines)
        assert.deepEqual([of(name).createTimeout, without.get(name)?.createTimeout], ["300s", "100s"], name);
    });
  });

describe("the time that a guest may take", () => {
  for (const [emulation, timeout] of [
    ["auto", 2700],
    ["on", 2700],
    ["off", 900],
  ] as const)
    it(`is ${timeout} s with emulation ${emulation} where workloads may take 900 s`, () =>
      assert.equal(guestTimeout(900, emulation), timeout));
});

describe("the machine type that KubeVirt fills in", function () {
  this.timeout(60_000);
  it("is no change of a machine that leaves the choice to it", async () => {
    const ignored = (await registrations("overlay-mixed")).get("overlay-mixed-vm-client")?.ignoreChanges;
    assert.deepEqual(ignored, ["spec.template.spec.domain.machine.type"]);
  });
});

describe("the network of scenario udn-vms", function () {
  this.timeout(60_000);
  it("comes after what networks need and both namespaces, and may take as long as a workload", async () => {
    const network = (await registrations("udn-vms")).get("udn-vms-happy-tenant");
    assert.deepEqual(network?.dependsOn, [
      "udn-vms-blue-namespace",
      "udn-vms-red-namespace",
      "user-defined-networks-need",
    ]);
    assert.equal(network.createTimeout, "100s");
  });
});
