import assert from "node:assert/strict";
import type { MachineFacts } from "../../../components/machine/facts.ts";
import { type Preflight, requireGoodMachine } from "../../../components/machine/preflight.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { factsOf, needsOf } from "./support.ts";

/** Looks at a machine for a scenario; what was warned of, and the refusal if there was one. */
async function look(
  machine: string,
  { scenario = "overlay", mode = "enforce" }: { scenario?: string; mode?: Preflight["mode"] } = {},
): Promise<{ warned: string[]; refusal: string[] | undefined }> {
  const warned: string[] = [];
  const asked: string[] = [];
  const read = (engine: { version: string }): Promise<MachineFacts> => {
    asked.push(engine.version);
    return Promise.resolve(factsOf(machine));
  };
  const needs = await needsOf(scenario);
  const refusal = await requireGoodMachine(
    { engine: "docker", version: "28.3.2" },
    { stack: "friday", needs, mode, warn: (line) => void warned.push(line), read },
  ).then(
    () => undefined,
    (error: unknown) => {
      assert.ok(error instanceof SettingsError);
      return error.message.split("\n");
    },
  );
  assert.deepEqual(asked, ["28.3.2"]);
  return { warned, refusal };
}

const limits =
  "inotify limits: 8192 watches, 128 instances. All nodes share them; kind recommends 524288 and 512. With less, pods end with " +
  '"too many open files". Mend it: sudo sysctl fs.inotify.max_user_watches=524288 && sudo sysctl fs.inotify.max_user_instances=512';

describe("the look at the machine before a cluster is made", () => {
  it("says nothing of a good machine", async () =>
    assert.deepEqual(await look("ubuntu-24.04-docker-28"), { warned: [], refusal: undefined }));

  it("warns in a line of what may not work, and goes on", async () =>
    assert.deepEqual(await look("low-inotify"), { warned: [limits], refusal: undefined }));

  it("says nothing of what is not known", async () =>
    assert.deepEqual(await look("nothing-known"), { warned: [], refusal: undefined }));

  it("refuses what surely cannot work, with each problem, what mends it, and how to go on all the same", async () => {
    const { warned, refusal } = await look("no-modules");
    assert.equal(warned.length, 1);
    assert.match(warned[0] ?? "", /^processors: 1 for containers\. /);
    assert.equal(refusal?.length, 6);
    assert.equal(refusal[0], "this machine cannot run scenario overlay on a kind cluster:");
    for (const [i, name] of ["openvswitch", "geneve", "nft_socket"].entries())
      assert.match(
        refusal[i + 1] ?? "",
        new RegExp(`^kernel module ${name}: this kernel has none\\. .* Mend it: .*sudo modprobe ${name}$`),
      );
    assert.match(refusal[4] ?? "", /^Nothing was made.*npm run doctor.*lab:cluster simulated --stack friday$/);
    assert.match(refusal[5] ?? "", /lab:preflight warn --stack friday$/);
  });

  it("goes on in spite of a problem where lab:preflight is warn, and tells it", async () => {
    const { warned, refusal } = await look("no-modules", { mode: "warn" });
    assert.equal(refusal, undefined);
    assert.deepEqual(
      warned.map((line) => line.split(":")[0]),
      ["processors", "kernel module openvswitch", "kernel module geneve", "kernel module nft_socket"],
    );
  });

  it("refuses a scenario only for what it needs itself", async () => {
    assert.equal((await look("rootless-podman")).refusal, undefined);
    assert.match((await look("rootless-podman", { scenario: "localnet" })).refusal?.[1] ?? "", /VLAN interface/);
  });
});
