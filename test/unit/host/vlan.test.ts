import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readHostRecord, writeHostRecord } from "../../../components/host/host-record.ts";
import type { VlanRequest } from "../../../components/host/lifecycle/request.ts";
import { createVlan, deleteVlan } from "../../../components/host/lifecycle/vlan.ts";
import { vlanMaking } from "../../../components/host/makings.ts";
import { vlanAlias } from "../../../components/host/vlan-ownership.ts";
import { bridge, type FakeLink, theBridge } from "../../support/fake-machine.ts";
import { asUser, withMachine } from "./support.ts";

const name = "lab-58c0e1.123";
const requestIn = (directory: string, changes: Partial<VlanRequest> = {}): VlanRequest => ({
  kind: "vlan",
  stack: "localnet",
  directory,
  making: "one",
  containerEngine: "docker",
  interface: name,
  vlanId: 123,
  address: "192.168.200.1/24",
  ...changes,
});
const vlan = (changes: Partial<FakeLink> = {}): FakeLink => ({
  ifname: name,
  flags: ["UP"],
  link: bridge,
  ifalias: vlanAlias("localnet", "one"),
  linkinfo: { info_kind: "vlan", info_data: { id: 123 } },
  addr_info: [{ local: "192.168.200.1", prefixlen: 24 }],
  ...changes,
});
const withoutAlias = (): FakeLink => {
  const link: { ifalias?: unknown } & FakeLink = vlan();
  delete link.ifalias;
  return link;
};
const theirs = vlan({ ifalias: "somebody else's" });

describe("the VLAN interface of a stack", function () {
  this.timeout(60_000);

  it("is made on the bridge of kind's network, with its alias before its address, and then recorded", () =>
    withMachine(async ({ machine, directory, say }) => {
      const made = await createVlan(requestIn(directory), say);
      assert.deepEqual(machine.changes, [
        `ip link add link ${bridge} name ${name} type vlan id 123`,
        `ip link set dev ${name} alias ovn-kubernetes-labs stack localnet one`,
        `ip address add 192.168.200.1/24 dev ${name}`,
        `ip link set dev ${name} up`,
      ]);
      assert.deepEqual(machine.link(name), vlan());
      assert.deepEqual(readHostRecord(directory, "vlan"), { name, making: "one", phase: "ready" });
      assert.match(made, /one/);
    }));

  it("is made by sudo, without a question, by anybody but root", () =>
    withMachine(({ machine, directory, say }) =>
      asUser(1000, async () => {
        await createVlan(requestIn(directory), say);
        assert.ok(machine.calls.includes(`sudo -n ip link set dev ${name} up`));
        assert.deepEqual(machine.link(name), vlan());
      }),
    ));

  it("is not made where sudo refuses, and the error says what to do", () =>
    withMachine(({ machine, directory, say }) =>
      asUser(1000, async () => {
        machine.set({ failing: { "sudo -n ip link": "sudo: a password is required" } });
        await assert.rejects(createVlan(requestIn(directory), say), {
          message:
            "the VLAN interface on this machine needs root, and `sudo -n ip` cannot be run (sudo: a password is required). " +
            "Run sudo -v in this terminal and then the same command again, or run it as root",
        });
        assert.deepEqual(machine.linkNames, [bridge]);
        assert.equal(readHostRecord(directory, "vlan"), undefined);
      }),
    ));

  it("is kept when it is asked for again", () =>
    withMachine(async ({ machine, directory, say }) => {
      machine.set({ links: [theBridge, vlan()] });
      await createVlan(requestIn(directory), say);
      assert.deepEqual(machine.changes, []);
      assert.equal(readHostRecord(directory, "vlan")?.phase, "ready");
    }));

  const unfinished: Record<string, FakeLink> = {
    "without alias": withoutAlias(),
    "without address": vlan({ addr_info: [] }),
    down: vlan({ flags: [] }),
    "with an older address": vlan({ addr_info: [{ local: "10.0.0.1", prefixlen: 24 }] }),
    "on another bridge": vlan({ link: "br-old" }),
  };
  for (const [what, left] of Object.entries(unfinished))
    it(`is made anew where an interrupted run left it ${what}`, () =>
      withMachine(async ({ machine, directory, say }) => {
        machine.set({ links: [theBridge, left] });
        writeHostRecord(directory, "vlan", { name, making: "one", phase: "creating" });
        await createVlan(requestIn(directory, { making: "two" }), say);
        assert.equal(machine.changes[0], `ip link delete dev ${name}`);
        assert.deepEqual(machine.link(name), vlan({ ifalias: vlanAlias("localnet", "two") }));
      }));

  it("is removed again where it cannot be finished", () =>
    withMachine(async ({ machine, directory, say }) => {
      machine.set({ failing: { "ip address add": "RTNETLINK answers: Operation not permitted" } });
      await assert.rejects(createVlan(requestIn(directory), say), /ip address add .* failed: RTNETLINK answers/);
      assert.deepEqual(machine.linkNames, [bridge]);
      assert.equal(readHostRecord(directory, "vlan"), undefined);
    }));

  it("stays known as the stack's own where it can be neither finished nor removed", () =>
    withMachine(async ({ machine, directory, said, say }) => {
      machine.set({ failing: { "ip address add": "no", "ip link delete": "no" } });
      await assert.rejects(createVlan(requestIn(directory), say), /ip address add/);
      assert.match(said.join("\n"), /lab-58c0e1.123 is left for now: ip link delete/);
      machine.set({ failing: {} });
      await createVlan(requestIn(directory, { making: "two" }), say);
      assert.deepEqual(machine.link(name), vlan({ ifalias: vlanAlias("localnet", "two") }));
    }));

  for (const [what, link] of [
    ["with somebody's alias", theirs],
    ["without alias", withoutAlias()],
    ["of another stack", vlan({ ifalias: vlanAlias("other", "one") })],
    ["that is no VLAN", vlan({ linkinfo: { info_kind: "dummy" } })],
  ] as const) {
    it(`is neither made nor adopted where there is an interface of its name ${what}`, () =>
      withMachine(async ({ machine, directory, say }) => {
        machine.set({ links: [theBridge, link] });
        await assert.rejects(
          createVlan(requestIn(directory), say),
          /an interface lab-58c0e1.123 .*this stack did not make it.*lab:clusterName or lab:vlanId/,
        );
        assert.deepEqual(machine.changes, []);
        assert.equal(readHostRecord(directory, "vlan"), undefined);
      }));

    it(`leaves an interface of its name ${what} alone when it goes`, () =>
      withMachine(async ({ machine, directory, said, say }) => {
        machine.set({ links: [theBridge, link] });
        writeHostRecord(directory, "vlan", { name, making: "one", phase: "ready" });
        await deleteVlan(requestIn(directory), say);
        assert.deepEqual(machine.changes, []);
        assert.match(said.join("\n"), /is not the one this stack made: it is left alone/);
      }));
  }

  it("goes when it is deleted, by Pulumi's state where the record was lost", () =>
    withMachine(async ({ machine, directory, say }) => {
      machine.set({ links: [theBridge, vlan()] });
      await deleteVlan(requestIn(directory), say);
      assert.deepEqual(machine.changes, [`ip link delete dev ${name}`]);
    }));

  it("is quietly deleted where it is gone already, even with kind's network and the engine", () =>
    withMachine(async ({ machine, directory, said, say }) => {
      machine.set({ links: [], failing: { docker: "no daemon" } });
      writeHostRecord(directory, "vlan", { name, making: "one", phase: "ready" });
      await deleteVlan(requestIn(directory), say);
      assert.deepEqual([machine.changes, said], [[], []]);
      assert.equal(existsSync(join(directory, "vlan.json")), false);
    }));

  it("cannot be made on a bridge that is not on this machine, and the error says where it may be", () =>
    withMachine(async ({ machine, directory, say }) => {
      machine.set({ links: [] });
      await assert.rejects(
        createVlan(requestIn(directory), say),
        /bridge br-0123456789ab of docker's network kind is no interface/,
      );
      assert.deepEqual(machine.changes, []);
    }));

  it("is made by the same making as long as it stands, and else by a new one", () =>
    withMachine(async ({ machine, directory, say }) => {
      const owner = { stack: "localnet", directory };
      const wanted = { interface: name, vlanId: 123, address: "192.168.200.1/24" };
      const first = await vlanMaking(owner, wanted);
      assert.match(first, /^[0-9a-f]{8}$/);
      await createVlan(requestIn(directory, { making: first }), say);
      assert.equal(await vlanMaking(owner, wanted), first);
      assert.notEqual(await vlanMaking(owner, { ...wanted, address: "192.168.201.1/24" }), first);
      // As after a restart of the machine, or with another bridge.
      machine.set({ links: [theBridge] });
      assert.notEqual(await vlanMaking(owner, wanted), first);
      machine.set({ links: [theBridge, { ...theirs }] });
      assert.notEqual(await vlanMaking(owner, wanted), first);
    }));
});
