import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Check } from "../../components/checks/check.ts";
import { clusterAccess } from "../../components/checks/cluster-access.ts";
import { performCheck } from "../../components/checks/perform-check.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { run } from "../../components/processes.ts";
import { waitFor } from "../../components/wait.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { logIn } from "../support/fabric/guests/console-user.ts";
import { GuestBench } from "../support/fabric/guests/guest-bench.ts";
import type { LoneGuest } from "../support/fabric/guests/lone-guest.ts";
import { guestsOrSkip } from "../support/fabric/guests/requirements.ts";

const boot = [
  "\x1b[H\x1b[2J\x1b[3JGRUB loading.\r\nWelcome to GRUB!\r\n",
  "[    0.000000] Linux version 6.8.5-301.fc40 (mockbuild@host)\r\n",
  "[    1.204517][    T1] systemd[1]: Detected virtualization kvm.\r\n",
  "[\x1b[0;32m  OK  \x1b[0m] Started \x1b[0;1;39mgetty@tty1.service\x1b[0m - Getty on tty1.\r\n",
  "         Starting cloud-init.service 50% # still $ ",
  "\x1b]3008;start=5c0f;type=boot\x1b\\\x1b(B\x1b=ci-info: no login: \r\n",
];

describe("checks through the console of a real login", function () {
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

  const inShell: Record<string, [keys: string, until: RegExp]> = {
    "where somebody is logged in": ["", /^/],
    "where somebody typed half a command": ["echo somebody was he", /was he$/],
    "where somebody left a quotation open": ["echo 'never closed\r", /\n> $/],
    "where a program runs in the foreground": ["cat\r", /cat\n/],
    "where somebody logged out": ["exit\r", /login: $/],
  };
  const states: Record<string, (lone: LoneGuest) => Promise<void>> = {
    "that waits for a login": () => Promise.resolve(),
    "where somebody typed a user, and left a password asked for": ({ guest }) =>
      bench.asUser(guest, async (user) => {
        await user.types("\r", /login: $/);
        await user.types("somebody\r", /Password: $/);
      }),
  };
  for (const [what, [keys, until]] of Object.entries(inShell))
    states[what] = ({ guest }) =>
      bench.asUser(guest, async (user) => {
        await logIn(user);
        await user.types(keys, until);
      });

  for (const [what, prepare] of Object.entries(states))
    it(`pass on one ${what}`, () =>
      bench.withGuest(async (lone) => {
        await prepare(lone);
        const { verdict, attempts, observed } = await perform(lone.network);
        assert.match(observed, /^eth0 192\.168\.0\.3\/16 \(dynamic\), .*MTU 1400; default via 192\.168\.0\.1 on eth0$/);
        assert.deepEqual({ verdict, attempts }, { verdict: "passed", attempts: 1 });
      }));

  it("pass on one whose guest is still booting, for as long as it takes", () =>
    bench.withGuest(
      async ({ guest, network }) => {
        const result = perform(network);
        const end = Date.now() + 3000;
        for (let i = 0; Date.now() < end; i++) {
          await guest.print(boot[i % boot.length] ?? "");
          await pause(20);
        }
        await guest.offerLogin();
        const { verdict, attempts, seconds } = await result;
        assert.deepEqual({ verdict, attempts }, { verdict: "passed", attempts: 1 });
        assert.ok(seconds > 3, `${seconds} s`);
      },
      { offersLogin: false },
    ));

  it("pass on one on which the kernel writes", () =>
    bench.withGuest(async ({ guest, network }) => {
      const over = new AbortController();
      const result = perform(network).finally(() => over.abort());
      for (let i = 100; !over.signal.aborted; i++) {
        await guest.print(`[   ${i}.123456][  T42] eth0: link becomes ready\r\n`);
        await pause(300);
      }
      assert.equal((await result).verdict, "passed");
    }));

  it("end with the process that made the guest, even if that is killed", () =>
    bench.withGuest(async ({ netns }) => {
      const module = "./test/support/fabric/guests/guest.ts";
      const request = { namespace: "red-namespace", vm: "red", netns, addresses: [] };
      const program = [
        `const { Guest } = await import(${JSON.stringify(module)});`,
        `const guest = await Guest.start(${JSON.stringify(request)}, ${JSON.stringify(bench.directory)});`,
        `console.log(guest.folder);`,
        `setInterval(() => undefined, 1000);`,
      ].join("\n");
      const own = await pids(netns);
      const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
        cwd: projectDirectory,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [folder] = (await once(child.stdout, "data")) as [Buffer];
      assert.ok((await pids(netns)).length > own.length);
      child.kill("SIGKILL");
      await waitFor({ what: "the guest's end", timeout: 10, interval: 0.1 }, async () => {
        const left = (await pids(netns)).filter((pid) => !own.includes(pid));
        return left.length === 0 ? { met: true } : { seen: `processes ${left.join(", ")}` };
      });
      assert.deepEqual(await pids(netns), own);
      // Its files are all that a killed process leaves.
      await run("rm", ["-r", folder.toString().trim()]);
    }));
});

/** Processes that are in a network namespace. */
async function pids(netns: string): Promise<string[]> {
  const { stdout } = await run("ip", ["netns", "pids", netns]);
  return stdout.split("\n").filter((pid) => pid !== "");
}
