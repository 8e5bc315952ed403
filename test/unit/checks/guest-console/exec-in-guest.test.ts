import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { openConsole } from "../../../../components/checks/guest-console/console-socket.ts";
import { execInGuest } from "../../../../components/checks/guest-console/exec-in-guest.ts";
import { FakeGuest, withConsoles } from "./fake-console.ts";

const red = { namespace: "red-namespace", vm: "red" };
const path = "/apis/subresources.kubevirt.io/v1/namespaces/red-namespace/virtualmachineinstances/red/console";
const options = {
  limits: { shell: 2, command: 5, nudge: 0.15, quiet: 0.02 },
  patience: 2,
  interval: 0.01,
};
const echo = (config: KubeConfig, word: string, guest = red) => execInGuest(config, guest, ["echo", word], options);

describe("a command in a guest", () => {
  let cache: string;
  const before = process.env["OVN_LABS_CACHE"];

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "labs-consoles-"));
    process.env["OVN_LABS_CACHE"] = cache;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env["OVN_LABS_CACHE"];
    else process.env["OVN_LABS_CACHE"] = before;
    await rm(cache, { recursive: true });
  });

  it("goes over KubeVirt's console, as virtctl goes", () => {
    const guest = new FakeGuest();
    return withConsoles(
      () => guest,
      async (config, { paths }) => {
        assert.deepEqual(await echo(config, "é"), { exitCode: 0, stdout: "é\n", stderr: "" });
        assert.deepEqual(paths, [`${path} plain.kubevirt.io`]);
        assert.deepEqual(await readdir(join(cache, "consoles")), []);
      },
    );
  });

  it("waits for those of the same guest, for a console has room for one", () => {
    const guest = new FakeGuest({ state: "shell" });
    return withConsoles(
      () => guest,
      async (config, seen) => {
        const outcomes = await Promise.all(["a", "b", "c"].map((word) => echo(config, word)));
        assert.deepEqual(
          outcomes.map(({ stdout }) => stdout),
          ["a\n", "b\n", "c\n"],
        );
        assert.deepEqual([seen.most, seen.paths.length], [1, 3]);
      },
    );
  });

  it("does not wait for those of another guest", () => {
    const guests = [new FakeGuest({ state: "dead" }), new FakeGuest({ state: "shell" })] as const;
    return withConsoles(
      (request) => guests[request === 0 ? 0 : 1],
      async (config) => {
        const start = Date.now();
        const stuck = assert.rejects(echo(config, "a"), { name: "NoShellError" });
        // The first has its console before the second asks.
        await new Promise((turn) => setTimeout(turn, 200));
        assert.equal((await echo(config, "b", { ...red, vm: "other" })).stdout, "b\n");
        assert.ok(Date.now() - start < 1500);
        await stuck;
      },
    );
  });

  for (const status of [409, 500, 503])
    it(`comes back after an answer ${status}`, () =>
      withConsoles(
        (request) => (request < 2 ? { status, body: "busy" } : new FakeGuest({ state: "shell" })),
        async (config, { paths }) => {
          assert.equal((await echo(config, "a")).stdout, "a\n");
          assert.equal(paths.length, 3);
        },
      ));

  it("comes back when somebody else took the console before it began", () => {
    const guest = new FakeGuest({ state: "dead" });
    return withConsoles(
      (request) => (request < 2 ? guest : new FakeGuest({ state: "shell" })),
      async (config, { paths }) => {
        const command = echo(config, "a");
        await new Promise((turn) => setTimeout(turn, 100));
        await openConsole(config, "red-namespace", "red", 1);
        assert.equal((await command).stdout, "a\n");
        assert.equal(paths.length, 3);
      },
    );
  });

  it("is not begun twice", () => {
    const guest = new FakeGuest({ state: "shell", closesInCommand: true });
    return withConsoles(
      () => guest,
      async (config, { paths }) => {
        await assert.rejects(echo(config, "a"), /^Error: the console was closed \(1006\) while the command ran/);
        assert.equal(paths.length, 1);
      },
    );
  });

  const status = (code: number, message: string) => ({
    status: code,
    body: JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message, code }),
  });
  for (const [what, answer, message] of [
    [
      "is not there",
      status(404, 'virtualmachineinstance "red" not found'),
      /^HTTP 404: virtualmachineinstance "red" not found$/,
    ],
    ["does not run", { status: 400, body: "VMI is not running\n" }, /^HTTP 400: VMI is not running$/],
    ["may not be used", status(403, "forbidden"), /^HTTP 403: forbidden$/],
  ] as const)
    it(`is refused at once where the virtual machine ${what}`, () =>
      withConsoles(
        () => answer,
        async (config, { paths }) => {
          await assert.rejects(echo(config, "a"), { name: "ConsoleRefusedError", message });
          assert.equal(paths.length, 1);
        },
      ));

  it("gives up on a console that stays busy, and says so", () =>
    withConsoles(
      () => ({ status: 409, body: "taken" }),
      (config) =>
        assert.rejects(execInGuest(config, red, ["true"], { ...options, patience: 0.1 }), {
          name: "TimeoutError",
          message: "the console of red-namespace/red: not within 0.1 s; last seen: HTTP 409: taken",
        }),
    ));
});
