import assert from "node:assert/strict";
import { pingCommand, readPingOutcome } from "../../../components/checks/icmp-probe.ts";
import type { Observation } from "../../../components/checks/observation.ts";

const busybox = (summary: string, lines: readonly string[] = []): string =>
  ["PING 103.103.1.5 (103.103.1.5): 56 data bytes", ...lines, "", "--- 103.103.1.5 ping statistics ---", summary].join(
    "\n",
  );
const iputils = (summary: string, lines: readonly string[] = []): string =>
  [
    "PING 103.103.1.5 (103.103.1.5) 56(84) bytes of data.",
    ...lines,
    "",
    "--- 103.103.1.5 ping statistics ---",
    summary,
    "",
  ].join("\n");
const replied = (number: number): string => `64 bytes from 103.103.1.5: icmp_seq=${number} ttl=64 time=0.71 ms`;
const replies = (count: number): Observation => ({ kind: "replies", sent: 3, count, address: "103.103.1.5" });

interface Outcome {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const table: Record<string, [outcome: Outcome, seen: Observation]> = {
  "three replies of three, by busybox": [
    {
      exitCode: 0,
      stdout: busybox(
        "3 packets transmitted, 3 packets received, 0% packet loss\nround-trip min/avg/max = 0.1/0.2/0.3 ms",
        ["64 bytes from 103.103.1.5: seq=0 ttl=64 time=0.512 ms"],
      ),
    },
    replies(3),
  ],
  "three replies of three, by iputils": [
    {
      exitCode: 0,
      stdout: iputils("3 packets transmitted, 3 received, 0% packet loss, time 2003ms", [1, 2, 3].map(replied)),
    },
    replies(3),
  ],
  "one reply of three, by busybox, which exits with 1 at its deadline": [
    { exitCode: 1, stdout: busybox("3 packets transmitted, 1 packets received, 66% packet loss") },
    replies(1),
  ],
  "one reply of three, by iputils, which exits with 1 at its deadline": [
    {
      exitCode: 1,
      stdout: iputils("3 packets transmitted, 1 received, 66.6667% packet loss, time 2041ms", [replied(1)]),
    },
    replies(1),
  ],
  "no reply of three, by busybox": [
    { exitCode: 1, stdout: busybox("3 packets transmitted, 0 packets received, 100% packet loss") },
    replies(0),
  ],
  "no reply of three, by iputils": [
    { exitCode: 1, stdout: iputils("3 packets transmitted, 0 received, 100% packet loss, time 2052ms") },
    replies(0),
  ],
  "no reply, also when a gateway says that the target is unreachable, by iputils": [
    {
      exitCode: 1,
      stdout: iputils("3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2040ms", [
        "From 172.18.0.1 icmp_seq=1 Destination Net Unreachable",
      ]),
    },
    replies(0),
  ],
  "no answer where there is no way, by busybox": [
    {
      exitCode: 1,
      stdout: "PING 8.8.8.8 (8.8.8.8): 56 data bytes\n",
      stderr: "ping: sendto: Network is unreachable\n",
    },
    { kind: "no answer", reason: "ping: sendto: Network is unreachable" },
  ],
  "no answer where there is no way, by iputils": [
    { exitCode: 2, stderr: "ping: connect: Network is unreachable\n" },
    { kind: "no answer", reason: "ping: connect: Network is unreachable" },
  ],
  "no answer where there is no route": [
    { exitCode: 1, stderr: "ping: sendto: No route to host\n" },
    { kind: "no answer", reason: "ping: sendto: No route to host" },
  ],
  "a name that was not resolved, by busybox": [
    { exitCode: 1, stderr: "ping: bad address 'google.com'\n" },
    { kind: "unresolved", reason: "name not resolved (ping: bad address 'google.com')" },
  ],
  "a name that was not resolved, by iputils": [
    { exitCode: 2, stderr: "ping: google.com: Temporary failure in name resolution\n" },
    { kind: "unresolved", reason: "name not resolved (ping: google.com: Temporary failure in name resolution)" },
  ],
  "a name that nobody knows, by iputils": [
    { exitCode: 2, stderr: "ping: no.such.name: Name or service not known\n" },
    { kind: "unresolved", reason: "name not resolved (ping: no.such.name: Name or service not known)" },
  ],
  "no probe in a container without ping": [
    { exitCode: -1, stderr: 'exec: "ping": executable file not found in $PATH' },
    {
      kind: "no probe",
      reason: 'ping did not work (exit -1: exec: "ping": executable file not found in $PATH)',
    },
  ],
  "no probe in a container that may not ping": [
    {
      exitCode: 1,
      stdout: "PING 8.8.8.8 (8.8.8.8): 56 data bytes\n",
      stderr: "ping: permission denied (are you root?)\n",
    },
    {
      kind: "no probe",
      reason: "ping did not work (exit 1: ping: permission denied (are you root?))",
    },
  ],
  "no probe without a word": [{ exitCode: 137 }, { kind: "no probe", reason: "ping did not work (exit 137)" }],
};

describe("what ping left", () => {
  for (const [claim, [{ exitCode, stdout = "", stderr = "" }, seen]] of Object.entries(table))
    it(`is ${claim}`, () => assert.deepEqual(readPingOutcome({ exitCode, stdout, stderr }, "103.103.1.5"), seen));
});

describe("ping's command", () => {
  it("sends three requests, each with two seconds for its reply, and ends after five", () =>
    assert.deepEqual(pingCommand("103.103.1.5"), ["ping", "-c", "3", "-W", "2", "-w", "5", "103.103.1.5"]));
});
