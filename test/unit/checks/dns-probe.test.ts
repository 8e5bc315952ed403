import assert from "node:assert/strict";
import type { CommandOutcome } from "../../../components/checks/command-outcome.ts";
import {
  digCommand,
  type DnsQuestion,
  getentCommand,
  readDigOutcome,
  readGetentOutcome,
} from "../../../components/checks/dns-probe.ts";
import type { Observation } from "../../../components/checks/observation.ts";

const v4: DnsQuestion = { name: "api.test", family: "ipv4", target: "10.96.0.1" };
const v6: DnsQuestion = { ...v4, family: "ipv6" };

const outcome = (exitCode: number, stdout: string, stderr = ""): CommandOutcome => ({ exitCode, stdout, stderr });
/** As dig 9.18 prints a reply with `+noall +comments +answer`. */
const replied = (status: string, ...records: string[]): CommandOutcome =>
  outcome(
    0,
    [
      ";; Got answer:",
      `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 40233`,
      `;; flags: qr rd ra; QUERY: 1, ANSWER: ${records.length}, AUTHORITY: 0, ADDITIONAL: 0`,
      "",
      ...(records.length > 0 ? [";; ANSWER SECTION:", ...records] : []),
      "",
    ].join("\n"),
  );
const record = (type: string, data: string): string => `api.test.\t\t\t5\tIN\t${type}\t${data}`;
const found = (...addresses: string[]): Observation => ({ kind: "addresses", addresses, target: "10.96.0.1" });
const unresolved = (reason: string): Observation => ({ kind: "unresolved", reason });

describe("what dig left", () => {
  const late = replied("NOERROR", record("A", "10.96.0.1"));
  const table: Record<string, [question: DnsQuestion, left: CommandOutcome, seen: Observation]> = {
    "an IPv4 address": [v4, replied("NOERROR", record("A", "10.96.0.1")), found("10.96.0.1")],
    "an IPv6 address": [v6, replied("NOERROR", record("AAAA", "fd00:10:96::1")), found("fd00:10:96::1")],
    "each address once": [
      v4,
      replied("NOERROR", record("A", "10.96.0.1"), record("A", "10.96.0.2"), record("A", "10.96.0.1")),
      found("10.96.0.1", "10.96.0.2"),
    ],
    "what an alias stands for": [
      v4,
      replied("NOERROR", record("CNAME", "other.test."), "other.test.\t5\tIN\tA\t10.96.0.1"),
      found("10.96.0.1"),
    ],
    "no address where a name has none of that family": [v6, replied("NOERROR"), found()],
    "a reply after a server that was silent": [
      v4,
      { ...late, stdout: `;; communications error to 10.96.0.10#53: timed out\n${late.stdout}` },
      found("10.96.0.1"),
    ],
    "that there is no such name": [
      v4,
      replied("NXDOMAIN"),
      unresolved("the DNS server answered NXDOMAIN: there is no such name"),
    ],
    "a server that refuses": [v4, replied("REFUSED"), unresolved("the DNS server answered REFUSED")],
    "a server that fails": [v4, replied("SERVFAIL"), unresolved("the DNS server answered SERVFAIL")],
    "no server": [
      v4,
      outcome(
        9,
        ";; communications error to 10.96.0.10#53: timed out\n;; communications error to 10.96.0.10#53: timed out\n;; no servers could be reached\n",
      ),
      { kind: "no answer", reason: "no DNS server answered (communications error to 10.96.0.10#53: timed out)" },
    ],
    "no server, in an older dig's words": [
      v4,
      outcome(9, "\n;; connection timed out; no servers could be reached\n"),
      { kind: "no answer", reason: "no DNS server answered (connection timed out; no servers could be reached)" },
    ],
    "no probe in a container without dig": [
      v4,
      outcome(-1, "", 'exec: "dig": executable file not found in $PATH'),
      { kind: "no probe", reason: 'dig did not work (exit -1: exec: "dig": executable file not found in $PATH)' },
    ],
    "no probe when dig does not know its options": [
      v4,
      outcome(1, "", "Invalid option: +time\nUsage:  dig"),
      { kind: "no probe", reason: "dig did not work (exit 1: Invalid option: +time)" },
    ],
    "no probe without a reply": [v4, outcome(0, ""), { kind: "no probe", reason: "dig did not work (exit 0)" }],
  };
  for (const [claim, [question, left, seen]] of Object.entries(table))
    it(`is ${claim}`, () => assert.deepEqual(readDigOutcome(left, question), seen));

  it("came of a question for one family", () => {
    assert.deepEqual(digCommand(v4).slice(-4), ["-q", "api.test", "-t", "A"]);
    assert.deepEqual(digCommand(v6).slice(-1), ["AAAA"]);
  });
});

describe("what a guest's getent left", () => {
  const list = (address: string): string =>
    `${address.padEnd(15)} STREAM api.test\n${address.padEnd(15)} DGRAM  \n${address.padEnd(15)} RAW    \n`;
  const table: Record<string, [question: DnsQuestion, left: CommandOutcome, seen: Observation]> = {
    "an address, once": [v4, outcome(0, list("10.96.0.1")), found("10.96.0.1")],
    "an IPv6 address": [v6, outcome(0, list("fd00:10:96::1")), found("fd00:10:96::1")],
    "no IPv6 address where an IPv4 one is dressed up": [v6, outcome(0, list("::ffff:10.96.0.1")), found()],
    "a name that was not found": [
      v4,
      outcome(2, ""),
      unresolved("there is no such name, or no DNS server answered (getent)"),
    ],
    "a resolver that takes too long": [
      v4,
      outcome(124, ""),
      { kind: "no answer", reason: "no DNS server answered within 20 s" },
    ],
    "no probe without getent": [
      v4,
      outcome(127, "", "timeout: failed to run command ‘getent’: No such file or directory"),
      {
        kind: "no probe",
        reason: "getent did not work (exit 127: timeout: failed to run command ‘getent’: No such file or directory)",
      },
    ],
  };
  for (const [claim, [question, left, seen]] of Object.entries(table))
    it(`is ${claim}`, () => assert.deepEqual(readGetentOutcome(left, question), seen));

  it("came of a question for one family", () => {
    assert.deepEqual(getentCommand(v4).slice(-2), ["ahostsv4", "api.test"]);
    assert.deepEqual(getentCommand(v6).slice(-2), ["ahostsv6", "api.test"]);
  });
});
