import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import type { Interval } from "../../../../components/checks/live-migration/iperf3-output.ts";
import { StreamLog } from "../../../../components/checks/live-migration/stream-log.ts";
import { filesOf, type ExecInGuest, type Stream } from "../../../../components/checks/live-migration/stream.ts";
import { run } from "../../../../components/processes.ts";

const guest = (vm: string) => ({ namespace: "lab", vm });
/** A port that is this process' own, for the log's name comes of it. */
const stream: Stream = { client: guest("red"), server: guest("blue"), port: process.pid, family: undefined };

/** A line as iperf3 3.12 prints it, of the n-th tenth of a second. */
const line = (n: number, rate = 11.9): string => {
  const [start, end] = [n, n + 1].map((tenth) => (tenth / 10).toFixed(2));
  return `[  5] ${(start ?? "").padStart(6)}-${(end ?? "").padEnd(6)} sec   142 MBytes  ${rate} Gbits/sec   12    895 KBytes       `;
};
const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => line(from + i));
const head = [
  "Connecting to host 127.0.0.1, port 9001",
  "[  5] local 127.0.0.1 port 55674 connected to 127.0.0.1 port 9001",
  "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd",
];
const isWhole = (intervals: readonly Interval[], to: number): void =>
  assert.deepEqual(
    intervals.map(({ start }) => start),
    Array.from({ length: to }, (_, i) => i / 10),
  );

describe("the log of a connection, by a real awk", () => {
  const { log } = filesOf(stream);
  const printed: number[] = [];
  const exec: ExecInGuest = async (_, [program = "", ...words]) => {
    const { status, stdout, stderr } = await run(program, words);
    printed.push(stdout.length);
    return { exitCode: status, stdout, stderr };
  };
  const write = (...all: readonly string[]): Promise<void> => writeFile(log, all.map((one) => `${one}\n`).join(""));

  before(async function () {
    if ((await run("awk", ["BEGIN { exit 0 }"])).status !== 0) {
      process.stdout.write("    skipped: there is no awk\n");
      this.skip();
    }
  });
  beforeEach(() => void printed.splice(0));
  after(() => rm(log, { force: true }));

  it("is read with its intervals and their retransmits", async () => {
    await write(...head, ...lines(0, 3));
    const { intervals, error } = await new StreamLog(stream, exec).read();
    isWhole(intervals, 3);
    assert.deepEqual(intervals[1], { start: 0.1, end: 0.2, bitsPerSecond: 11_900_000_000, retransmits: 12 });
    assert.equal(error, undefined);
  });

  it("is read in pieces, each time what is new, and none of it is lost", async () => {
    const reader = new StreamLog(stream, exec);
    await write(...head, ...lines(0, 1000));
    isWhole((await reader.read()).intervals, 1000);
    assert.equal(printed.length, 4);
    assert.ok(Math.max(...printed) < 16_384, `${Math.max(...printed)} bytes at a time`);
    printed.splice(0);
    await write(...head, ...lines(0, 1020));
    isWhole((await reader.read()).intervals, 1020);
    assert.ok((printed[0] ?? 0) < 1200, `${printed.join(", ")} bytes for twenty intervals`);
  });

  it("ends with why the client gave up, and without its totals", async () => {
    const reader = new StreamLog(stream, exec);
    await write(...head, ...lines(0, 5));
    await reader.read();
    const totals = "[  5]   0.00-0.70   sec  4.43 GBytes  12.7 Gbits/sec   39             sender";
    await write(
      ...head,
      ...lines(0, 7),
      "- - -",
      head[2] ?? "",
      totals,
      "",
      "iperf3: error - the server has terminated",
    );
    const { intervals, error } = await reader.read();
    isWhole(intervals, 7);
    assert.equal(error, "the server has terminated");
  });

  it("is no longer than it was while its last line is half written", async () => {
    const reader = new StreamLog(stream, exec);
    await writeFile(log, [...lines(0, 3), line(3).slice(0, 30)].join("\n"));
    isWhole((await reader.read()).intervals, 3);
    await write(...lines(0, 4));
    isWhole((await reader.read()).intervals, 4);
  });

  it("that is not there is what the guest says", () =>
    assert.rejects(async () => {
      await rm(log, { force: true });
      await new StreamLog(stream, exec).read();
    }, /^Error: guest of lab\/red: awk ended with \d+: .*lab-iperf3-/));
});

describe("the log of a connection on a console with other words", () => {
  /** What a console shows of intervals from a second on; `spoilt` tells which of them it garbles, in which look. */
  const consoleWith = (spoilt: (tenth: number, look: number) => boolean) => {
    const asked: number[] = [];
    const exec: ExecInGuest = (_, [, , from = ""]) => {
      const begin = Number(from.replace("from=", ""));
      asked.push(begin);
      const shown = lines(Math.round(begin * 10), 12).map((one, i) =>
        spoilt(Math.round(begin * 10) + i, asked.length) ? `${one.slice(0, 9)}[  812.4] audit: type=1130` : one,
      );
      return Promise.resolve({ exitCode: 0, stdout: `${shown.join("\n")}\n`, stderr: "" });
    };
    return { exec, asked };
  };

  it("asks again for what was garbled", async () => {
    const { exec, asked } = consoleWith((tenth, look) => look === 1 && tenth === 4);
    isWhole((await new StreamLog(stream, exec).read()).intervals, 12);
    assert.deepEqual(asked, [0, 0.4]);
  });

  it("goes on after a hole that stays", async () => {
    const { exec, asked } = consoleWith((tenth) => tenth === 4);
    const { intervals } = await new StreamLog(stream, exec).read();
    assert.deepEqual([intervals.length, intervals[4]?.start], [11, 0.5]);
    assert.deepEqual(asked, [0, 0.4, 0.4, 0.4]);
  });
});
