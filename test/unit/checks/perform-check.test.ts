import assert from "node:assert/strict";
import type { CommandOutcome } from "../../../components/checks/command-outcome.ts";
import { type CheckLimits, defaultLimits, notRun, performCheck } from "../../../components/checks/perform-check.ts";
import type { CheckResult } from "../../../components/checks/verdict.ts";
import { about, accessWith, check, networkStatus } from "./support.ts";

const url = "http://192.168.200.3:9000/hostname";
const repeat = `kubectl exec -n blue client -c main -- curl -s --connect-timeout 3 ${url}`;
const annotated = { "k8s.v1.cni.cncf.io/network-status": networkStatus };

const answer = (body: string, status = 200): CommandOutcome => ({
  exitCode: 0,
  stdout: `${body}\n::status::${status}`,
  stderr: "",
});
const timeout: CommandOutcome = {
  exitCode: 28,
  stdout: "\n::status::000",
  stderr: "curl: (28) Connection timed out\n",
};
const noCurl: CommandOutcome = { exitCode: -1, stdout: "", stderr: 'exec: "curl": executable file not found in $PATH' };

interface Lab {
  readonly annotations?: Readonly<Record<string, string>> | Error;
  /** What the attempts give, the last one again and again. */
  readonly attempts?: readonly (CommandOutcome | Error)[];
  readonly limits?: CheckLimits;
}

/** Performs the check in a pretended cluster. */
async function perform({ annotations = annotated, attempts = [answer("server")], limits }: Lab) {
  const asked: string[] = [];
  const commands: string[] = [];
  const said: string[] = [];
  const access = accessWith({
    podAnnotations: (namespace, pod) => {
      asked.push(`${namespace}/${pod}`);
      return annotations instanceof Error ? Promise.reject(annotations) : Promise.resolve(annotations);
    },
    exec: ({ namespace, pod, container }, command) => {
      const outcome = attempts[Math.min(commands.length, attempts.length - 1)] ?? new Error("no attempt");
      commands.push(`${namespace}/${pod}/${container}: ${command[0] ?? ""} ${command.at(-1) ?? ""}`);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  });
  const { seconds, ...result } = await performCheck(check, access, {
    limits: limits ?? { timeout: 60, interval: 0.001 },
    say: (line) => said.push(line.replace(/\(\d+ s\)/, "(# s)")),
  });
  assert.ok(seconds >= 0 && seconds < 60);
  return { result, asked, commands, said };
}

/** Enough for more than one attempt at what never comes. */
const short = { timeout: 0.02, interval: 0.001 };
const once = { timeout: 0, interval: 0.001 };
const waiting = "waiting for T1, the client reaches the server (# s): ";

describe("performing a check", () => {
  it("passes at the first attempt that meets the expectation, from the client to the address that multus reports", async () =>
    assert.deepEqual(await perform({}), {
      result: { ...about, observed: 'HTTP 200, body "server"', verdict: "passed", attempts: 1, repeat },
      asked: ["yellow/server"],
      commands: [`blue/client/main: curl ${url}`],
      said: [],
    }));

  it("passes after attempts that did not, counts them, and says each thing it saw once", async () => {
    const { result, said } = await perform({ attempts: [timeout, timeout, answer("other"), answer("server\n")] });
    assert.deepEqual(result, { ...about, observed: 'HTTP 200, body "server"', verdict: "passed", attempts: 4, repeat });
    assert.deepEqual(said, [
      `${waiting}time-out (curl exit 28: curl: (28) Connection timed out)`,
      `${waiting}HTTP 200, body "other"`,
    ]);
  });

  it("passes after a probe that did not work at first", async () => {
    const { result } = await perform({ attempts: [new Error("container not found"), noCurl, answer("server")] });
    assert.deepEqual(result, { ...about, observed: 'HTTP 200, body "server"', verdict: "passed", attempts: 3, repeat });
  });

  const failures: Record<string, [Lab["attempts"], observed: string]> = {
    "another body": [[answer("stranger")], 'HTTP 200, body "stranger"'],
    "another status": [[answer("server", 503)], 'HTTP 503, body "server"'],
    "no answer": [[timeout], "time-out (curl exit 28: curl: (28) Connection timed out)"],
    "no answer after a probe that did not work at first": [
      [noCurl, timeout],
      "time-out (curl exit 28: curl: (28) Connection timed out)",
    ],
    "no answer, though the probe does not work at last": [
      [timeout, new Error("the connection closed")],
      "time-out (curl exit 28: curl: (28) Connection timed out)",
    ],
  };
  for (const [what, [attempts, observed]] of Object.entries(failures))
    it(`fails with ${what}, and tells how to repeat it`, async () => {
      const { result, commands } = await perform({ ...(attempts ? { attempts } : {}), limits: short });
      assert.ok(commands.length > 1);
      assert.deepEqual(result, { ...about, observed, verdict: "failed", attempts: commands.length, repeat });
    });

  const notPossible: Record<string, [Lab, observed: string, repeat: string]> = {
    "the pod has no annotation": [
      { annotations: {} },
      "yellow/server: no annotation k8s.v1.cni.cncf.io/network-status",
      "",
    ],
    "the pod is not on the network": [
      { annotations: { "k8s.v1.cni.cncf.io/network-status": "[]" } },
      "yellow/server: not on network yellow/net; on none",
      "",
    ],
    "there is no such pod": [{ annotations: new Error('pods "server" not found') }, 'pods "server" not found', ""],
    "the API server refuses the command": [{ attempts: [new Error("forbidden")] }, "forbidden", ""],
    "the container has no curl": [
      { attempts: [noCurl] },
      'curl did not work (curl exit -1: exec: "curl": executable file not found in $PATH)',
      repeat,
    ],
  };
  for (const [what, [lab, observed, byHand]] of Object.entries(notPossible))
    it(`is not run, which is never passed, while ${what}`, async () => {
      const { result } = await perform({ ...lab, limits: once });
      assert.deepEqual(result, { ...about, observed, verdict: "not run", attempts: 1, repeat: byHand });
    });

  it("is not run when no probe worked at any attempt", async () => {
    const { result } = await perform({ attempts: [noCurl, new Error("forbidden")], limits: short });
    assert.deepEqual(
      { verdict: result.verdict, observed: result.observed },
      { verdict: "not run", observed: "forbidden" },
    );
  });

  it("may take longer to begin than to be met", async () => {
    const late = Array.from({ length: 15 }, () => noCurl);
    const limits = { timeout: 0.02, ready: 60, interval: 0.002 };
    const passed = await perform({ attempts: [...late, answer("server")], limits });
    assert.deepEqual([passed.result.verdict, passed.result.attempts], ["passed", 16]);
    const failed = await perform({ attempts: [...late, timeout], limits });
    assert.equal(failed.result.verdict, "failed");
    assert.ok(failed.result.attempts > 16);
    const never = await perform({ attempts: [noCurl], limits: { timeout: 60, ready: 0.02, interval: 0.002 } });
    assert.equal(never.result.verdict, "not run");
  });

  it("has 90 seconds, an attempt every two", () => assert.deepEqual(defaultLimits, { timeout: 90, interval: 2 }));

  it("that this cluster cannot run is not run and was not attempted", () =>
    assert.deepEqual(notRun(check, "no packets here"), {
      ...about,
      observed: "no packets here",
      verdict: "not run",
      attempts: 0,
      seconds: 0,
      repeat: "",
    } satisfies CheckResult));
});
