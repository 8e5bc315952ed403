import assert from "node:assert/strict";
import { ownerLabels } from "../../../components/host/container.ts";
import { writeHostRecord } from "../../../components/host/host-record.ts";
import { rootMeans } from "../../../components/host/ip-command.ts";
import { databaseContainer, vlanInterface } from "../../../components/host/names.ts";
import { requireLocalnetHost } from "../../../components/host/require-localnet-host.ts";
import { vlanAlias } from "../../../components/host/vlan-ownership.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { bridge, theBridge } from "../../support/fake-machine.ts";
import { asUser, type Bench, withMachine } from "./support.ts";

const name = vlanInterface("ovn-localnet", 123);
const container = (labels: Record<string, string>) => ({
  Id: "id",
  Name: databaseContainer("ovn-localnet"),
  State: { Running: true, Status: "running" },
  Config: { Labels: labels },
});
const vlan = (ifalias: string, ifname = name) => ({
  ifname,
  ifalias,
  flags: ["UP"],
  link: bridge,
  linkinfo: { info_kind: "vlan", info_data: { id: 123 } },
  addr_info: [{ local: "192.168.200.1", prefixlen: 24 }],
});

function look({ directory }: Bench): Promise<void> {
  const machine = { stack: "localnet", directory, containerEngine: "docker" } as const;
  return requireLocalnetHost({
    machine,
    clusterName: "ovn-localnet",
    vlanId: 123,
    address: "192.168.200.1/24",
    port: 5432,
  });
}

/** The lines of the refusal but its first. */
async function refusal(bench: Bench): Promise<string[]> {
  const error: unknown = await look(bench).then(
    () => assert.fail("not refused"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SettingsError);
  return error.message.split("\n").slice(1);
}

describe("this machine, before anything of scenario localnet is made", function () {
  this.timeout(60_000);

  it("is fine where nothing is in the way, with kind's network and before it", () =>
    withMachine(async (bench) => {
      await look(bench);
      bench.machine.set({ links: [], network: undefined });
      await look(bench);
      assert.deepEqual(bench.machine.changes, []);
    }));

  it("is fine where the stack's own interface and database stand", () =>
    withMachine(async (bench) => {
      for (const thing of ["vlan", "database"] as const)
        writeHostRecord(bench.directory, thing, { name, making: "one", phase: "ready" });
      bench.machine.set({
        links: [theBridge, vlan(vlanAlias("localnet", "one"))],
        containers: [container(ownerLabels("localnet", "one"))],
        sockets: "LISTEN 0 244 192.168.200.1:5432 0.0.0.0:*\n",
      });
      await look(bench);
    }));

  it("is refused with everything that is in the way at once", () =>
    withMachine((bench) =>
      asUser(1000, async () => {
        bench.machine.set({
          links: [theBridge, vlan("stack other", "lab-000000.123")],
          sockets: 'LISTEN 0 244 0.0.0.0:5432 0.0.0.0:* users:(("postgres",pid=7,fd=5))\n',
          failing: { sudo: "sudo: a password is required" },
        });
        const lines = await refusal(bench);
        assert.equal(lines.length, 5);
        assert.match(lines[0] ?? "", /^VLAN 123 of bridge br-0123456789ab is lab-000000.123 \(stack other\)/);
        assert.match(lines[1] ?? "", /lab:localnetSubnet$/);
        assert.match(lines[2] ?? "", /sudo -v/);
        assert.match(lines[3] ?? "", /postgres \(7\).*lab:databasePort$/);
        assert.match(lines[4] ?? "", /pulumi config set lab:<name>/);
        assert.deepEqual(bench.machine.changes, []);
      }),
    ));

  it("is refused where somebody else has the names", () =>
    withMachine(async (bench) => {
      bench.machine.set({ links: [theBridge, vlan("theirs")], containers: [container({})] });
      const lines = await refusal(bench);
      assert.deepEqual(
        lines.slice(0, -1).map((line) => /^an? (interface|container) \S+ .*this stack did not make it/.exec(line)?.[1]),
        ["interface", "container"],
      );
    }));

  it("is refused without ip, as on macOS", () =>
    withMachine(async (bench) => {
      bench.machine.set({ failing: { "ip -json": "spawn ip ENOENT" } });
      assert.deepEqual(await refusal(bench), [
        "there is no ip command: the VLAN of this scenario needs Linux with iproute2",
      ]);
    }));

  it("is said to need root, and how that is got", () => {
    assert.match(rootMeans(1000), /sudo -v/);
    assert.match(rootMeans(0), /root already/);
  });
});
