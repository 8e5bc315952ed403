import assert from "node:assert/strict";
import type { MachineFacts } from "../../../components/machine/facts.ts";
import { judgeSimulatedRoom } from "../../../components/machine/judge-room.ts";
import { sizeOf } from "../../../components/machine/sizes.ts";
import { complaints, factsOf, inShort, needsOf } from "./support.ts";

const good = factsOf("ubuntu-24.04-docker-28");

/** The good machine, with another engine. */
function withEngine(changes: Partial<NonNullable<MachineFacts["engine"]>>, others: Partial<MachineFacts> = {}) {
  return { ...good, ...others, engine: { name: "docker" as const, version: "28.3.2", ...good.engine, ...changes } };
}

const absent = {
  ...good,
  modules: { openvswitch: "absent", geneve: "absent", vrf: "absent", nft_socket: "absent" },
} as const;

describe("how bad it is", () => {
  it("that a module is absent: only a warning where the engine does not say that its kernel is this one", async () => {
    assert.deepEqual(await inShort(absent, "overlay"), [
      "problem kernel module openvswitch",
      "problem kernel module geneve",
      "problem kernel module nft_socket",
    ]);
    assert.deepEqual(await inShort({ ...absent, engine: withEngine({ kernel: undefined }).engine }, "overlay"), [
      "warning kernel module openvswitch",
      "warning kernel module geneve",
      "warning kernel module nft_socket",
    ]);
  });

  it("that a module is absent: nothing is known where the engine has another kernel", async () =>
    assert.deepEqual(
      (await complaints({ ...absent, engine: withEngine({ kernel: "6.10.14-linuxkit" }).engine }, "overlay")).map(
        ({ level, found }) => `${level}: ${found}`,
      ),
      Array<string>(3).fill("unknown: containers have a kernel of their own"),
    ));

  it("that nft_socket is absent: nothing with cgroup v1, for then it is not used", async () =>
    assert.deepEqual(
      await inShort(withEngine({ cgroup: 1 }, { modules: { ...good.modules, nft_socket: "absent" } }), "overlay", {
        nodeImage: "kindest/node:v1.34.0",
      }),
      ["warning control groups"],
    ));

  it("that control groups are of version 1: a problem from Kubernetes 1.35 on, and where no image tells, a warning", async () => {
    const of = async (nodeImage: string): Promise<string[]> =>
      inShort(withEngine({ cgroup: 1 }), "overlay", { nodeImage });
    assert.deepEqual(await of("kindest/node:v1.35.0"), ["problem control groups"]);
    assert.deepEqual(await of("kindest/node:v1.34.9"), ["warning control groups"]);
    assert.deepEqual(await of("registry.example:5000/node:mine"), ["warning control groups"]);
  });

  it("that control groups of this machine are: a warning where the engine does not tell its own", async () =>
    assert.deepEqual(await inShort(withEngine({ cgroup: undefined, kernel: undefined }, { cgroup: 1 }), "overlay"), [
      "warning control groups",
    ]));

  it("that IPv6 is disabled: a problem for a cluster of IPv6 alone", async () => {
    const disabled = { ...good, ipv6: "disabled" } as const;
    assert.deepEqual(await inShort(disabled, "udn-pods", { ipFamily: "ipv6" }), ["problem IPv6"]);
    assert.deepEqual(await inShort(disabled, "udn-pods", { ipFamily: "dual" }), ["warning IPv6"]);
  });

  it("that there is no /dev/kvm: a problem where emulation is off, nothing where it is on", async () => {
    const without = { ...good, kvm: "absent" } as const;
    assert.deepEqual(await inShort(without, "udn-vms", { emulation: "off" }), ["problem /dev/kvm"]);
    assert.deepEqual(await inShort(without, "udn-vms"), ["warning /dev/kvm"]);
    assert.deepEqual(await inShort(without, "udn-vms", { emulation: "on" }), []);
    assert.deepEqual(await inShort(without, "udn-pods"), []);
  });

  it("that this user may not open /dev/kvm: nothing where the engine runs as root", async () => {
    const locked = { ...good, kvm: "not openable" } as const;
    assert.deepEqual(await inShort(locked, "udn-vms"), []);
    assert.deepEqual(await inShort({ ...locked, engine: withEngine({ rootless: true }).engine }, "udn-vms"), [
      "warning container engine's rights",
      "warning /dev/kvm",
    ]);
  });

  it("that docker keeps images in containerd's store: a warning where images may have to be loaded by hand", async () => {
    const store = withEngine({ containerdStore: true });
    assert.deepEqual(await inShort(store, "overlay"), []);
    for (const settings of [{ internet: "none" }, { artifacts: "/srv/files" }] as Record<string, string>[])
      assert.deepEqual(await inShort(store, "overlay", settings), ["warning docker's image store"]);
  });

  it("that memory and disk are short: a warning below what the lab takes, a problem below a third of it", async () => {
    const { memory, disk } = sizeOf(await needsOf("udn-vms"));
    const at = async (share: number): Promise<string[]> => {
      const total = Math.round(memory * share);
      const engine = { memory: total, diskFree: Math.round(disk * share) };
      return inShort(withEngine(engine, { memory: { total, available: total } }), "udn-vms");
    };
    assert.deepEqual(await at(1.01), []);
    assert.deepEqual(await at(0.9), ["warning memory", "warning disk"]);
    assert.deepEqual(await at(0.3), ["problem memory", "problem disk"]);
  });

  it("that memory is in use: a warning, however little is left", async () =>
    assert.deepEqual(await inShort({ ...good, memory: { total: 31954, available: 100 } }, "overlay"), [
      "warning memory",
    ]));

  it("that a simulated cluster has little memory: a warning, and nothing of what only kind needs", () => {
    const levels = (available: number): string[] =>
      judgeSimulatedRoom({ ...absent, memory: { total: 2000, available } }, ["overlay"]).map(
        ({ level, what }) => `${level} ${what}`,
      );
    assert.deepEqual(levels(1500), ["ok memory"]);
    assert.deepEqual(levels(500), ["warning memory"]);
  });
});

describe("what a scenario takes of a machine", () => {
  it("grows with its parts, its workers and its virtual machines", async () => {
    const sizes = await Promise.all(
      ["overlay", "overlay-mixed", "udn-vms"].map(async (name) => sizeOf(await needsOf(name))),
    );
    for (const key of ["memory", "disk"] as const)
      assert.deepEqual(
        sizes.map((size) => size[key]),
        sizes.map((size) => size[key]).toSorted((a, b) => a - b),
      );
    const [two, nine] = await Promise.all(
      ["2", "9"].map(async (workers) => sizeOf(await needsOf("overlay", { workers }))),
    );
    // Seven nodes with 300 MiB of their own, 600 for OVN-Kubernetes and 50 for multus.
    assert.equal((nine?.memory ?? 0) - (two?.memory ?? 0), 7 * 950);
  });

  it("that tenants are added: memory grows with them, on each node too, and many of them for a processor are a warning", async () => {
    const of = async (scale: number, workers = 2) =>
      sizeOf(await needsOf("udn-pods", { scale: String(scale), workers: String(workers) })).memory;
    const [none, ten] = [await of(0), await of(10)];
    assert.equal(ten - none, 10 * (40 + 3 * 10));
    assert.equal((await of(20)) - ten, ten - none);
    assert.equal((await of(10, 3)) - (await of(0, 3)) - (ten - none), 10 * 10);
    const onFour = (scale: number) =>
      complaints(withEngine({ cpus: 4, memory: 65_536 }, { memory: undefined }), "udn-pods", { scale: String(scale) });
    assert.deepEqual(await onFour(40), []);
    const [found] = await onFour(41);
    assert.deepEqual([found?.level, found?.what], ["warning", "processors"]);
    assert.match(found?.why ?? "", /^41 tenants more are 82 pods/);
  });

  it("that pods request no processor: of one it no longer says that they find no place, nor names what is set", async () => {
    const [found] = await complaints(withEngine({ cpus: 1, memory: 65_536 }, { memory: undefined }), "overlay", {
      cpuRequests: "none",
    });
    assert.deepEqual([found?.level, found?.what], ["warning", "processors"]);
    assert.match(found?.mend ?? "", /readinessTimeout=1800$/);
    assert.doesNotMatch(`${found?.why} ${found?.mend}`, /no place|cpuRequests/);
  });
});
