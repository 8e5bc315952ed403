import assert from "node:assert/strict";
import type { Observation } from "../../../components/checks/observation.ts";
import {
  agnhostConnectCommand,
  bashConnectCommand,
  readAgnhostConnect,
  readBashConnect,
} from "../../../components/checks/tcp-probe.ts";

type Table = Record<string, [exitCode: number, stderr: string, seen: Observation]>;

describe("a TCP connection by agnhost", () => {
  it("is asked for with the address of either family", () => {
    const [, , v4] = agnhostConnectCommand("192.168.200.1", 5432);
    const [, , v6] = agnhostConnectCommand("fd00::1", 5432);
    assert.deepEqual([v4, v6], ["192.168.200.1:5432", "[fd00::1]:5432"]);
  });

  const table: Table = {
    "was made": [0, "", { kind: "connected" }],
    "timed out": [1, "TIMEOUT\n", { kind: "no answer", reason: "time-out after 3 s" }],
    "was refused": [1, "REFUSED\n", { kind: "refused", reason: "connection refused" }],
    "had no name to go to": [
      1,
      "DNS: lookup db: no such host\n",
      { kind: "unresolved", reason: "name not resolved (DNS: lookup db: no such host)" },
    ],
    "had no route": [
      1,
      "OTHER: dial tcp 192.168.200.1:5432: connect: no route to host\n",
      { kind: "no answer", reason: "dial tcp 192.168.200.1:5432: connect: no route to host" },
    ],
    "was reset by who was reached": [
      1,
      "OTHER: dial tcp 192.168.200.1:5432: connect: connection reset by peer\n",
      { kind: "refused", reason: "dial tcp 192.168.200.1:5432: connect: connection reset by peer" },
    ],
    "was asked for in a wrong way": [
      1,
      "UNKNOWN: address x: missing port in address\n",
      {
        kind: "no probe",
        reason: "agnhost connect did not work (exit 1: UNKNOWN: address x: missing port in address)",
      },
    ],
    "could not be asked for without agnhost": [
      -1,
      'exec: "/agnhost": stat /agnhost: no such file or directory',
      {
        kind: "no probe",
        reason: 'agnhost connect did not work (exit -1: exec: "/agnhost": stat /agnhost: no such file or directory)',
      },
    ],
  };
  for (const [claim, [exitCode, stderr, seen]] of Object.entries(table))
    it(claim, () => assert.deepEqual(readAgnhostConnect({ exitCode, stdout: "", stderr }), seen));
});

describe("a TCP connection by bash", () => {
  it("has address and port as arguments, not in its script", () =>
    assert.deepEqual(bashConnectCommand("fd00::1", 22).slice(-2), ["fd00::1", "22"]));

  const connect = (words: string): string =>
    `192.168.200.1: line 1: connect: ${words}\n192.168.200.1: line 1: /dev/tcp/192.168.200.1/22: ${words}\n`;
  const table: Table = {
    "was made": [0, "", { kind: "connected" }],
    "timed out": [124, "", { kind: "no answer", reason: "time-out after 3 s" }],
    "was refused": [
      1,
      connect("Connection refused"),
      { kind: "refused", reason: "192.168.200.1: line 1: connect: Connection refused" },
    ],
    "had no route": [
      1,
      connect("No route to host"),
      { kind: "no answer", reason: "192.168.200.1: line 1: connect: No route to host" },
    ],
    "had no name to go to": [
      1,
      "db: line 1: db: Name or service not known\ndb: line 1: /dev/tcp/db/22: Invalid argument\n",
      { kind: "unresolved", reason: "name not resolved (db: line 1: /dev/tcp/db/22: Invalid argument)" },
    ],
    "could not be asked for without bash": [
      127,
      "timeout: failed to run command 'bash': No such file or directory\n",
      {
        kind: "no probe",
        reason: "bash could not connect (exit 127: timeout: failed to run command 'bash': No such file or directory)",
      },
    ],
  };
  for (const [claim, [exitCode, stderr, seen]] of Object.entries(table))
    it(claim, () => assert.deepEqual(readBashConnect({ exitCode, stdout: "", stderr }), seen));
});
