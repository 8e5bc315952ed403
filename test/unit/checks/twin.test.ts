import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import type { CommandOutcome } from "../../../components/checks/command-outcome.ts";
import { performCheck } from "../../../components/checks/perform-check.ts";
import { accessWith } from "./support.ts";

const client = { kind: "pod", namespace: "blue", pod: "client", container: "main" } as const;
const ping = { kind: "icmp", identity: { port: 8080, path: "/hostname" } } as const;
const twin: Check = {
  id: "T1",
  title: "the client reaches the friend",
  step: "workloads",
  from: client,
  to: { kind: "host", host: "friend" },
  how: ping,
  expect: { kind: "reachable", bodies: [] },
};
const blocked: Check = {
  ...twin,
  id: "T2",
  title: "the client does not reach the target",
  to: { kind: "host", host: "target" },
  expect: { kind: "blocked", bodies: ["target"], twin: "T1" },
};
const about = {
  id: "T2",
  title: "the client does not reach the target",
  step: "workloads",
  from: "blue/client",
  to: "target",
  how: "ping",
  expected: "blocked (once T1 passed)",
};
const untried = { attempts: 0, repeat: "" };
const repeat = "kubectl exec -n blue client -c main -- ping -c 3 target";

const pinged = (count: number): CommandOutcome => ({
  exitCode: count === 3 ? 0 : 1,
  stdout: `3 packets transmitted, ${count} packets received`,
  stderr: "",
});
const says = (name: string): CommandOutcome => ({ exitCode: 0, stdout: `${name}\n::status::200`, stderr: "" });
const noPing: CommandOutcome = { exitCode: -1, stdout: "", stderr: "no ping" };

type Outcomes = readonly [CommandOutcome, ...CommandOutcome[]];
interface World {
  /** What pings of the friend and of the target give, the last one again and again. */
  readonly friend?: Outcomes;
  readonly target?: Outcomes;
  /** Who answers at the target's address. */
  readonly who?: string | CommandOutcome;
  /** Where the target is; default: a name. */
  readonly address?: string;
  readonly timeout?: number;
  readonly twin?: Check | undefined;
}

async function perform(world: World) {
  const commands: string[] = [];
  const access = accessWith({
    exec: (_, command) => {
      const said = `${command[0] ?? ""} ${command.at(-1) ?? ""}`;
      const before = commands.filter((one) => one === said).length;
      commands.push(said);
      const { who = "target" } = world;
      if (said.includes("friend:")) return Promise.resolve(says("friend"));
      if (command[0] === "curl") return Promise.resolve(typeof who === "string" ? says(who) : who);
      const outcomes = (command.at(-1) === "friend" ? world.friend : world.target) ?? [pinged(3)];
      return Promise.resolve(outcomes[Math.min(before, outcomes.length - 1)] ?? outcomes[0]);
    },
  });
  const limits = { timeout: world.timeout ?? 60, interval: 0.001 };
  const to = { kind: "host", host: world.address ?? "target" } as const;
  const { seconds, ...result } = await performCheck({ ...blocked, to }, access, {
    limits,
    twin: "twin" in world ? world.twin : twin,
  });
  assert.ok(seconds >= 0 && seconds < 60);
  return { result, commands };
}
const askedWho = "curl http://target:8080/hostname";
const friendPassed = ["ping friend", "curl http://friend:8080/hostname"];

describe("a check that a target is blocked", () => {
  it("passes when its twin passed first and then nobody answers", async () =>
    assert.deepEqual(await perform({ target: [pinged(0)] }), {
      result: { ...about, observed: "0 of 3 replies", verdict: "passed", attempts: 1, repeat },
      commands: [...friendPassed, "ping target"],
    }));

  it("passes when its twin needed some attempts", async () =>
    assert.deepEqual(await perform({ friend: [noPing, pinged(0), pinged(1)], target: [pinged(0)] }), {
      result: { ...about, observed: "0 of 3 replies", verdict: "passed", attempts: 1, repeat },
      commands: ["ping friend", "ping friend", ...friendPassed, "ping target"],
    }));

  it("passes when a stranger replies, who is asked for his name", async () =>
    assert.deepEqual(await perform({ who: "stranger" }), {
      result: {
        ...about,
        observed: '3 of 3 replies; asked who: HTTP 200, body "stranger"',
        verdict: "passed",
        attempts: 1,
        repeat,
      },
      commands: [...friendPassed, "ping target", askedWho],
    }));

  it("passes after a leak that heals, and counts the attempts", async () =>
    assert.deepEqual(await perform({ target: [pinged(3), pinged(1), pinged(0)] }), {
      result: { ...about, observed: "0 of 3 replies", verdict: "passed", attempts: 3, repeat },
      commands: [...friendPassed, "ping target", askedWho, "ping target", askedWho, "ping target"],
    }));

  it("fails while the target replies by its own name", async () => {
    const { result } = await perform({ timeout: 0 });
    assert.deepEqual(result, {
      ...about,
      observed: '3 of 3 replies; asked who: HTTP 200, body "target"',
      verdict: "failed",
      attempts: 1,
      repeat,
    });
  });

  const silent: CommandOutcome = { exitCode: 28, stdout: "\n::status::000", stderr: "curl: (28) Timeout\n" };
  const refusing: CommandOutcome = { exitCode: 7, stdout: "\n::status::000", stderr: "connect failed: refused\n" };
  const somebody =
    "3 of 3 replies of somebody who does not answer as the target (time-out (curl exit 28: curl: (28) Timeout))";
  const replied: Record<string, [address: string, who: CommandOutcome, verdict: string, observed: string]> = {
    "passes when somebody on the internet replies, who answers nothing else": [
      "203.203.1.5",
      silent,
      "passed",
      somebody,
    ],
    "fails when a private address replies, which nobody else has": ["10.244.1.4", silent, "failed", somebody],
    "fails when the address that replies refuses to answer": [
      "203.203.1.5",
      refusing,
      "failed",
      "3 of 3 replies; asked who: refused (curl exit 7: refused)",
    ],
  };
  for (const [claim, [address, who, verdict, observed]] of Object.entries(replied))
    it(claim, async () => {
      const { result } = await perform({ address, who, timeout: 0 });
      assert.deepEqual([result.verdict, result.observed], [verdict, observed]);
    });

  const unproven: Record<string, [World, observed: string]> = {
    "its twin failed": [{ friend: [pinged(0)] }, "its twin T1 did not pass: 0 of 3 replies"],
    "its twin was not run": [{ friend: [noPing] }, "its twin T1 did not pass: ping did not work (exit -1: no ping)"],
  };
  for (const [what, [world, observed]] of Object.entries(unproven))
    it(`is not run, and its target never tried, when ${what}`, async () =>
      assert.deepEqual(await perform({ ...world, target: [pinged(0)], timeout: 0 }), {
        result: { ...about, ...untried, observed, verdict: "not run" },
        commands: ["ping friend"],
      }));

  it("is not run, and nothing tried, without its twin", async () =>
    assert.deepEqual(await perform({ target: [pinged(0)], twin: undefined }), {
      result: { ...about, ...untried, observed: "the twin check T1 is not there", verdict: "not run" },
      commands: [],
    }));
});

describe("a check that there is no policy", () => {
  const check: Check = {
    id: "T3",
    title: "no policy is the reason",
    step: "workloads",
    from: { kind: "api" },
    to: { kind: "policies", namespaces: ["blue", "red"] },
    how: { kind: "list" },
    expect: { kind: "none" },
  };
  const table: Record<string, [names: string[] | Error, observed: string, verdict: string, repeat: string]> = {
    "passes when the list is empty": [[], "none", "passed", "kubectl get networkpolicies -A"],
    "fails with the names of those there are": [
      ["red/NetworkPolicy/one", "adminnetworkpolicies/two"],
      "red/NetworkPolicy/one, adminnetworkpolicies/two",
      "failed",
      "kubectl get networkpolicies -A",
    ],
    "is not run when the API refuses the question": [new Error("forbidden"), "forbidden", "not run", ""],
  };
  for (const [claim, [names, observed, verdict, byHand]] of Object.entries(table))
    it(claim, async () => {
      const asked: (readonly string[])[] = [];
      const access = accessWith({
        policies: (namespaces) => {
          asked.push(namespaces);
          return names instanceof Error ? Promise.reject(names) : Promise.resolve(names);
        },
      });
      const { seconds, ...result } = await performCheck(check, access, { limits: { timeout: 0, interval: 0.001 } });
      assert.ok(seconds >= 0);
      assert.deepEqual(asked, [["blue", "red"]]);
      assert.deepEqual(result, {
        id: "T3",
        title: "no policy is the reason",
        step: "workloads",
        from: "the API",
        to: "policies in blue, red",
        how: "list",
        expected: "none",
        observed,
        verdict,
        attempts: 1,
        repeat: byHand,
      });
    });
});

describe("a probe from this machine", () => {
  const check: Check = {
    ...twin,
    from: { kind: "host" },
    to: { kind: "node-port", namespace: "blue", service: "web", worker: 2 },
    how: { kind: "http", path: "/hostname" },
    expect: { kind: "reachable", bodies: ["app-0", "app-1"] },
  };
  const once = { limits: { timeout: 0, interval: 0.001 } };
  const directory = {
    service: () => Promise.resolve({ clusterIPs: ["10.96.3.4"], nodePort: 30080 }),
    workerAddresses: () => Promise.resolve([["172.18.0.2"], ["172.18.0.3"]]),
  };

  it("gets the node port of the worker, and says how to repeat that here", async () => {
    const urls: string[] = [];
    const getFromHost = (url: string) => {
      urls.push(url);
      return Promise.resolve({ kind: "answer", status: 200, body: "app-1" } as const);
    };
    const result = await performCheck(check, accessWith({ ...directory, getFromHost }), once);
    assert.deepEqual(urls, ["http://172.18.0.3:30080/hostname"]);
    assert.deepEqual(
      [result.verdict, result.repeat],
      ["passed", "curl -s --connect-timeout 3 http://172.18.0.3:30080/hostname"],
    );
  });

  it("that is none there is, such as a ping, is not run", async () => {
    const result = await performCheck({ ...check, how: ping }, accessWith(directory), once);
    assert.deepEqual([result.verdict, result.observed], ["not run", "there is no icmp probe from host"]);
  });
});
