import assert from "node:assert/strict";
import { describeConnection, readConnection } from "../../../../components/checks/live-migration/connection.ts";
import { type Interval, readIperf3Output } from "../../../../components/checks/live-migration/iperf3-output.ts";

/** As iperf3 3.16 prints it in the talk: a migration from the fourth second on. */
const talk = `Connecting to host 192.168.0.4, port 9000
[  5] local 192.168.0.3 port 46326 connected to 192.168.0.4 port 9000
[ ID] Interval           Transfer     Bitrate         Retr  Cwnd
[  5]   0.00-1.00   sec  2.12 GBytes  18.2 Gbits/sec    0   3.09 MBytes
[  5]   1.00-2.00   sec  2.10 GBytes  18.0 Gbits/sec    3   3.09 MBytes
[  5]   2.00-3.00   sec  2.09 GBytes  17.9 Gbits/sec    0   3.09 MBytes
[  5]   3.00-4.00   sec   312 MBytes  2.62 Gbits/sec   12   1.41 KBytes
[  5]   4.00-5.00   sec  0.00 Bytes  0.00 bits/sec    2   1.41 KBytes
[  5]   5.00-6.00   sec  1.25 MBytes  10.5 Mbits/sec    1   1.41 KBytes
[  5]   6.00-7.00   sec  1.80 GBytes  15.5 Gbits/sec   45   2.10 MBytes
[  5]   7.00-8.00   sec  2.11 GBytes  18.1 Gbits/sec    0   2.10 MBytes
[  5]   8.00-9.00   sec  2.10 GBytes  18.0 Gbits/sec    0   2.10 MBytes
`;
const totals = `- - - - - - - - - - - - - - - - - - - - - - - - -
[ ID] Interval           Transfer     Bitrate         Retr
[  5]   0.00-9.00   sec  14.6 GBytes  13.9 Gbits/sec   63             sender
[  5]   0.00-9.04   sec  14.6 GBytes  13.9 Gbits/sec                  receiver

iperf Done.
`;
const times = { began: 3, ended: 6 };

describe("iperf3's output", () => {
  it("has its intervals, without the totals", () => {
    const { intervals, error } = readIperf3Output(talk + totals);
    assert.deepEqual([intervals.length, error], [9, undefined]);
    assert.deepEqual(intervals[5], { start: 5, end: 6, bitsPerSecond: 10_500_000, retransmits: 1 });
    assert.equal(intervals[4]?.bitsPerSecond, 0);
    assert.equal(intervals[0]?.bitsPerSecond, 18_200_000_000);
  });

  it("may not tell retransmits", () =>
    assert.deepEqual(
      readIperf3Output("[  5]  10.00-11.00  sec   112 MBytes   941 Kbits/sec                  \r\n").intervals,
      [{ start: 10, end: 11, bitsPerSecond: 941_000, retransmits: undefined }],
    ));

  for (const words of [
    "unable to connect to server: Connection refused",
    "control socket has closed unexpectedly",
    "unable to write to stream socket: Connection reset by peer",
  ])
    it(`has what broke the connection: ${words}`, () =>
      assert.equal(readIperf3Output(`${talk}iperf3: error - ${words}\n`).error, words));

  it("is empty where nothing was printed", () =>
    assert.deepEqual(readIperf3Output(""), { intervals: [], error: undefined }));
});

describe("a connection", () => {
  const read = (text: string, at?: typeof times) => readConnection(readIperf3Output(text), at);

  it("carries data before a migration", () =>
    assert.deepEqual(read(talk.split("\n").slice(0, 6).join("\n")), {
      before: { seconds: 3, bitsPerSecond: 18_000_000_000 },
    }));

  it("has its outage measured in the migration, and what it is before and after", () =>
    assert.deepEqual(read(talk, times), {
      before: { seconds: 3, bitsPerSecond: 18_000_000_000 },
      after: {
        ...{ carries: true, bitsPerSecond: 18_000_000_000, retransmits: 60 },
        ...{ quietIntervals: 2, outageMs: 2000, outageStart: 4, intervalSeconds: 1 },
      },
    }));

  const after = (rates: readonly number[], error?: string) =>
    readConnection(
      {
        intervals: [100, 100, 100, ...rates].map((rate, i): Interval => ({
          start: i,
          end: i + 1,
          bitsPerSecond: rate,
          retransmits: 0,
        })),
        error,
      },
      { began: 3, ended: 5 },
    );
  const rows: Record<string, [rates: number[], carries: boolean, outage: number, quiet: number]> = {
    "never interrupted": [[100, 90, 95, 100, 100], true, 0, 0],
    "interrupted once": [[100, 0, 95, 100, 100], true, 1, 1],
    "interrupted twice": [[0, 100, 0, 0, 100, 100, 100], true, 2, 3],
    "slow but not quiet afterwards": [[0, 0, 6, 6, 6], true, 2, 2],
    "next to nothing afterwards": [[0, 0, 4, 4, 4], false, 5, 5],
    "dead from then on": [[0, 0, 0, 0, 0], false, 5, 5],
    "dead again after a moment": [[0, 0, 100, 100, 0], false, 2, 3],
    "not yet long enough back": [[0, 0, 100, 100], false, 2, 2],
    "that only showed data before its migration was over": [[100, 100], false, 0, 0],
    "of which nothing is known after its migration": [[], false, 0, 0],
    "quiet in each second after its migration": [[100, 100, 0, 0, 0], false, 3, 3],
  };
  for (const [what, [rates, carries, outage, quietIntervals]] of Object.entries(rows))
    it(`${what} ${carries ? "carries" : "does not carry"} data`, () => {
      const seen = after(rates).after;
      assert.deepEqual([seen?.carries, seen?.outageMs, seen?.quietIntervals], [carries, outage * 1000, quietIntervals]);
    });

  it("that never carried anything does not carry anything again", () => {
    const intervals = [0, 0, 0, 0, 0].map((rate, i) => ({ start: i, end: i + 1, bitsPerSecond: rate, retransmits: 0 }));
    assert.equal(readConnection({ intervals, error: undefined }, { began: 1, ended: 2 }).after?.carries, false);
  });

  it("is told in words", () =>
    assert.equal(
      describeConnection(read(`${talk}iperf3: error - reset\n`, times)),
      "broken (reset); carries data again; 18.0 Gbit/s before, 18.0 Gbit/s after; 2000 ms of outage, 2 intervals of 1 s at or near 0; 60 retransmits",
    ));
});
