import assert from "node:assert/strict";
import { runOnConsole, type SessionLimits } from "../../../../components/checks/guest-console/console-session.ts";
import { FakeGuest, type Guest, terminalOf } from "./fake-console.ts";

const login = { user: "fedora", password: "fedora" };
const limits: SessionLimits = { shell: 5, command: 5, nudge: 0.15, quiet: 0.02 };
const words = ["printf", "%s|%s", "a b", "it's $HOME"];

async function run(guest: Guest, command = words, changes: Partial<SessionLimits> = {}) {
  const fake = new FakeGuest(guest);
  const outcome = await runOnConsole(terminalOf(fake), login, command, "0a1b", { ...limits, ...changes });
  return { outcome, commands: fake.commands };
}

describe("a command on a console", () => {
  const states: Record<string, Guest> = {
    "that waits for a login": {},
    "whose guest is still booting": { state: "booting" },
    "where somebody is logged in already": { state: "shell" },
    "of root": { state: "shell", prompt: "sh-5.2# " },
    "with a short prompt": { state: "shell", prompt: "$ " },
    "where somebody typed a user and left": { state: "password" },
    "where somebody typed half a command and left": { state: "typing" },
    "where somebody left a quotation open": { state: "quoting" },
    "where a program runs in the foreground": { state: "foreground" },
    "that refuses the password until cloud-init has set it": { refusals: 2 },
    "that is slow": { pace: 7 },
    "on which the kernel writes": { noise: "[  123.456789][  T42] eth0: link becomes ready\r\n" },
  };
  for (const [what, guest] of Object.entries(states))
    it(`runs on one ${what}`, async () => {
      const { outcome } = await run(guest);
      assert.deepEqual(outcome, { exitCode: 0, stdout: "a b|it's $HOME", stderr: "" });
    });

  it("has both outputs apart, with their line ends, and the exit code", async () => {
    const { outcome } = await run({}, ["sh", "-c", "echo one; echo two; echo three >&2; exit 28"]);
    assert.deepEqual(outcome, { exitCode: 28, stdout: "one\ntwo\n", stderr: "three\n" });
  });

  it("that is not there ends with 127 and the shell's words", async () => {
    const { outcome } = await run({}, ["no-such-command"]);
    assert.equal(outcome.exitCode, 127);
    assert.match(outcome.stderr, /no-such-command.*not found/);
  });

  it("has a long output whole", async () => {
    const { outcome } = await run({}, ["sh", "-c", "head -c 200000 /dev/zero | tr '\\0' x"]);
    assert.equal(outcome.stdout, "x".repeat(200_000));
  });

  it("reads nothing of what is typed after it", async () => {
    const { outcome } = await run({}, ["cat"]);
    assert.deepEqual(outcome, { exitCode: 0, stdout: "", stderr: "" });
  });

  it("logs in no more than once when it need not", async () => {
    const { commands } = await run({ state: "shell" });
    // A greeting that shows that a shell answers, and the command.
    assert.equal(commands.length, 2);
  });

  it("that does not end says what was seen last", () =>
    assert.rejects(run({}, ["sh", "-c", "echo working; sleep 1"], { command: 0.2 }), (error: Error) => {
      assert.match(error.message, /^no end of the command within 0\.2 s; last seen: ".*sleep 1/);
      return true;
    }));

  it("says what was seen last where no shell is reached", async () => {
    await assert.rejects(run({ state: "dead" }, words.slice(2), { shell: 0.4 }), {
      name: "NoShellError",
      message: 'no shell on the console within 0.4 s; last seen: ""',
    });
    await assert.rejects(run({ refusals: 99 }, ["true"], { shell: 0.6 }), /no shell.*Login incorrect/);
  });

  it("that was cut off says so, for it may have done its work", () =>
    assert.rejects(run({ closesInCommand: true }), (error: Error) => {
      assert.equal(error.name, "Error");
      assert.match(error.message, /^the console was closed \(1006\) while the command ran; last seen: /);
      return true;
    }));

  it("is refused, and nothing typed, if it holds a control character or is too long", async () => {
    for (const [command, problem] of [
      [["echo", "a\nb"], /no console can be typed "a\\nb"/],
      [["echo", "x".repeat(4100)], /too long for a console/],
    ] as const) {
      const guest = new FakeGuest({ state: "shell" });
      await assert.rejects(runOnConsole(terminalOf(guest), login, command, "0a1b", limits), problem);
      assert.deepEqual(guest.commands, []);
    }
  });
});
