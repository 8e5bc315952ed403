import assert from "node:assert/strict";
import type { Check } from "../../components/checks/check.ts";
import { clusterAccess } from "../../components/checks/cluster-access.ts";
import { execInGuest } from "../../components/checks/guest-console/exec-in-guest.ts";
import { performCheck } from "../../components/checks/perform-check.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { waitFor } from "../../components/wait.ts";
import { logIn, takeConsole } from "../support/fabric/guests/console-user.ts";
import { GuestBench } from "../support/fabric/guests/guest-bench.ts";
import type { LoneGuest } from "../support/fabric/guests/lone-guest.ts";
import { makeNoise } from "../support/fabric/guests/noise.ts";
import { guestsOrSkip } from "../support/fabric/guests/requirements.ts";

describe("checks through a console that is out of order or not theirs alone", function () {
  this.timeout(60_000);
  let bench: GuestBench;

  before(async function () {
    this.timeout(120_000);
    await guestsOrSkip(this, "consoles");
    bench = await GuestBench.start();
  });
  // What `before` could not make is not there.
  after(() => (bench as GuestBench | undefined)?.stop());

  /** As the program performs it, with its own limits. */
  const perform = (check: Check): Promise<CheckResult> => performCheck(check, clusterAccess(bench.config));

  /** One attempt that gives up soon: for what is not to work. */
  function performOnce(check: Check): Promise<CheckResult> {
    const limits = { shell: 3, command: 10, nudge: 0.7, quiet: 0.2 };
    const options = { limits, patience: 2, interval: 0.2 };
    return performCheck(
      check,
      {
        ...clusterAccess(bench.config),
        execInGuest: (guest, command) => execInGuest(bench.config, guest, command, options),
      },
      { limits: { timeout: 1, ready: 0.1, interval: 0.1 } },
    );
  }

  const useless: Record<string, [spoil: (lone: LoneGuest) => unknown, reason: RegExp]> = {
    "whose guest says nothing": [({ guest }) => guest.halt(), /^no shell on the console within 3 s; last seen: ""$/],
    "that refuses the password": [
      ({ guest }) => guest.setPassword("other"),
      /^no shell on the console within 3 s; last seen: ".*(Login incorrect|Maximum number of tries)/,
    ],
    "whose ends run at different speeds": [
      ({ guest }) => (guest.line.isGarbled = true),
      /^no shell on the console within 3 s; last seen: "(\ufffd|\W)+"$/,
    ],
    "where a program runs that no key ends": [
      ({ guest }) =>
        bench.asUser(guest, async (user) => {
          await logIn(user);
          await user.types(`sh -c 'trap "" INT; cat'\r`, /cat'\n/);
        }),
      /^no shell on the console within 3 s; last seen: /,
    ],
    "whose guest has no ip": [
      ({ guest }) => guest.run("mount", "--bind", "/dev/null", "/bin/ip"),
      /^ip did not tell the guest's network \(exit 12[67]: .*Permission denied\)$/,
    ],
    "that the API refuses": [
      ({ guest }) => bench.guests.refuseConsole(guest, { status: 403, message: "it is forbidden" }),
      /^HTTP 403: it is forbidden$/,
    ],
    "that KubeVirt cannot reach": [
      ({ guest }) => bench.guests.refuseConsole(guest, { status: 502, message: "no virt-handler" }),
      /^the console of \S+\/red: not within 2 s; last seen: HTTP 502: no virt-handler$/,
    ],
    "of a virtual machine that is not there": [
      ({ guest }) => bench.guests.remove(guest),
      /^HTTP 404: VMI \S+\/red does not exist$/,
    ],
  };
  for (const [what, [spoil, reason]] of Object.entries(useless))
    it(`are not run on one ${what}`, () =>
      bench.withGuest(async (lone) => {
        await spoil(lone);
        const { verdict, observed } = await performOnce(lone.network);
        assert.match(observed, reason);
        assert.equal(verdict, "not run");
      }));

  it("are not run on one that shows garbage, and pass when it ends", () =>
    bench.withGuest(async ({ guest, network }) => {
      const endNoise = makeNoise(guest);
      const { verdict, observed } = await performOnce(network);
      await endNoise();
      assert.match(observed, /^no shell on the console within 3 s; last seen: ".*lqqk/);
      assert.equal(verdict, "not run");
      assert.equal((await perform(network)).verdict, "passed");
    }));

  it("come back when somebody takes the console before the command", () =>
    bench.withGuest(
      async ({ guest, network }) => {
        const result = perform(network);
        await waitFor({ what: "the console's user", timeout: 10, interval: 0.05 }, () =>
          Promise.resolve(bench.guests.isConsoleTaken(guest) ? { met: true } : { seen: "nobody" }),
        );
        await bench.asUser(guest, () => guest.offerLogin());
        const { verdict, attempts } = await result;
        assert.deepEqual({ verdict, attempts }, { verdict: "passed", attempts: 1 });
      },
      { offersLogin: false },
    ));

  it("come back when somebody takes the console while the command runs", () =>
    bench.withGuest(async ({ guest, ping }) => {
      const said: string[] = [];
      const access = clusterAccess(bench.config);
      const result = performCheck(ping, access, { say: (line) => said.push(line) });
      await waitFor({ what: "ping in the guest", timeout: 20, interval: 0.05 }, async () => {
        const words = (await guest.run("ps", "-eo", "args")).split("\n");
        return words.some((word) => word.startsWith("ping ")) ? { met: true } : { seen: words.join(", ") };
      });
      await bench.asUser(guest, () => Promise.resolve());
      const { verdict, attempts, observed } = await result;
      assert.deepEqual({ verdict, attempts, observed }, { verdict: "passed", attempts: 2, observed: "3 of 3 replies" });
      assert.match(said.join("\n"), /the console was closed \(1006\) while the command ran; last seen: ".*lab-out-/s);
    }));

  it("are not run where somebody takes the console again and again", () =>
    bench.withGuest(async ({ guest, network }) => {
      const over = new AbortController();
      const result = performOnce(network).finally(() => over.abort());
      while (!over.signal.aborted) {
        const user = await takeConsole(bench.config, guest);
        // Until the check has it; after its last attempt nobody takes it any more.
        await Promise.race([user.thrownOut, result]);
        user.leaves();
      }
      const { verdict, observed } = await result;
      assert.match(observed, /^the console of \S+\/red: not within 2 s; last seen: the console was closed \(1006\)$/);
      assert.equal(verdict, "not run");
    }));
});
