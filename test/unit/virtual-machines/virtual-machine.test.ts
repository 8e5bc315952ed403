import assert from "node:assert/strict";
import {
  type GuestInterface,
  virtualMachine,
  type VirtualMachineSpec,
} from "../../../components/virtual-machines/virtual-machine.ts";

const machine: VirtualMachineSpec = {
  name: "vm",
  namespace: "blue",
  image: "registry.example/disk:1",
  memory: "1G",
  interfaces: [],
  cloudInit: {},
};

describe("a virtual machine", () => {
  it("always runs, ends at once, and is there when KubeVirt says Ready", () => {
    const { apiVersion, kind, metadata, spec } = virtualMachine(machine);
    assert.deepEqual([apiVersion, kind], ["kubevirt.io/v1", "VirtualMachine"]);
    assert.deepEqual(metadata, {
      name: "vm",
      namespace: "blue",
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    });
    assert.equal(spec.runStrategy, "Always");
    assert.ok(!("running" in spec), "it is deprecated, and excludes runStrategy");
    assert.equal(spec.template.spec.terminationGracePeriodSeconds, 0);
  });

  it("has its labels and those of its instance apart", () => {
    const { metadata, spec } = virtualMachine({
      ...machine,
      labels: { of: "machine" },
      template: { labels: { of: "instance" } },
    });
    assert.deepEqual(metadata.labels, { of: "machine" });
    assert.deepEqual(spec.template.metadata, { labels: { of: "instance" } });
  });

  const bindings: Record<GuestInterface["binding"], [one: GuestInterface, iface: object, network: object]> = {
    masquerade: [
      { name: "a", binding: "masquerade" },
      { name: "a", masquerade: {} },
      { name: "a", pod: {} },
    ],
    l2bridge: [
      { name: "b", binding: "l2bridge" },
      { name: "b", binding: { name: "l2bridge" } },
      { name: "b", pod: {} },
    ],
    bridge: [
      { name: "c", binding: "bridge", attachment: "net" },
      { name: "c", bridge: {} },
      { name: "c", multus: { networkName: "net" } },
    ],
  };
  for (const [binding, [one, iface, network]] of Object.entries(bindings))
    it(`with the binding ${binding} is on ${Object.keys(network).at(-1) ?? ""}`, () => {
      const { domain, networks } = virtualMachine({ ...machine, interfaces: [one] }).spec.template.spec;
      assert.deepEqual(domain.devices.interfaces, [iface]);
      assert.deepEqual(networks, [network]);
    });

  it("has machine type and random numbers only where they are asked for", () => {
    assert.ok(!("machine" in virtualMachine(machine).spec.template.spec.domain));
    assert.ok(!("rng" in virtualMachine(machine).spec.template.spec.domain.devices));
    const { domain } = virtualMachine({ ...machine, anyMachineType: true, rng: true }).spec.template.spec;
    assert.deepEqual(domain.machine, { type: "" });
    assert.deepEqual(domain.devices.rng, {});
  });
});

/** Not run: the compiler refuses what the API would refuse later. */
export const refusedByTheCompiler: readonly GuestInterface[] = [
  // @ts-expect-error there is no such binding
  { name: "a", binding: "passt" },
  // @ts-expect-error a bridge is to a secondary network
  { name: "a", binding: "bridge" },
  // @ts-expect-error the l2bridge is to the pod's own network
  { name: "a", binding: "l2bridge", attachment: "net" },
];
