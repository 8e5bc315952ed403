import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { type Connection, readConnection } from "../../../../components/checks/live-migration/connection.ts";
import { StreamLog } from "../../../../components/checks/live-migration/stream-log.ts";
import {
  type ExecInGuest,
  filesOf,
  startStream,
  stopStream,
  type Stream,
} from "../../../../components/checks/live-migration/stream.ts";
import { run } from "../../../../components/processes.ts";
import { waitFor } from "../../../../components/wait.ts";
import { closedPort } from "../../tools/support.ts";

/** Both guests are this machine. */
const exec: ExecInGuest = async (_, [program = "", ...words]) => {
  const { status, stdout, stderr } = await run(program, words);
  return { exitCode: status, stdout, stderr };
};
const guest = (vm: string) => ({ namespace: "lab", vm });
const patience = { timeout: 20, interval: 0.1 };

describe("a connection of a real iperf3", function () {
  this.timeout(90_000);

  before(async function () {
    const programs: [string, string][] = [
      ["iperf3", "--version"],
      ["setsid", "--version"],
    ];
    for (const [program, word] of programs)
      if ((await run(program, [word])).status !== 0) {
        process.stdout.write(`    skipped: there is no ${program}\n`);
        this.skip();
      }
  });

  it("has the outage of a server that stands still, in tenths of seconds, and survives it", async () => {
    const stream: Stream = { client: guest("red"), server: guest("blue"), port: await closedPort(), family: "ipv4" };
    const log = new StreamLog(stream, exec);
    const lengthOf = async (): Promise<number> => (await log.read()).intervals.at(-1)?.end ?? 0;
    try {
      await startStream(stream, "127.0.0.1", exec);
      const began = await waitFor<number>({ what: "two seconds of data", ...patience }, async () => {
        const length = await lengthOf();
        return length >= 2 ? { met: length } : { seen: `${length} s` };
      });
      const server = Number.parseInt(readFileSync(filesOf(stream).server, "utf8"), 10);
      process.kill(server, "SIGSTOP");
      try {
        await waitFor({ what: "0.7 s without data", ...patience }, async () => {
          const { after } = readConnection(await log.read(), { began, ended: began });
          return (after?.outageMs ?? 0) >= 700 ? { met: true } : { seen: `${after?.outageMs ?? 0} ms` };
        });
      } finally {
        process.kill(server, "SIGCONT");
      }
      const ended = await lengthOf();
      const seen = await waitFor<Connection>({ what: "data again", ...patience }, async () => {
        const connection = readConnection(await log.read(), { began, ended });
        return connection.after?.carries ? { met: connection } : { seen: JSON.stringify(connection) };
      });
      const { outageMs = 0, outageStart = 0, intervalSeconds } = seen.after ?? {};
      // A busy machine may lengthen it, and intervals too.
      assert.ok(intervalSeconds !== undefined && intervalSeconds < 0.3, JSON.stringify(seen));
      assert.ok(outageMs >= 700 && outageStart >= began - 0.3, JSON.stringify({ began, ended, seen }));
      assert.equal(seen.error, undefined);
    } finally {
      await stopStream(stream, exec);
    }
    assert.ok(Object.values(filesOf(stream)).every((file) => !existsSync(file)));
  });

  it("has what broke it when its server is gone", async () => {
    const stream: Stream = { client: guest("red"), server: guest("blue"), port: await closedPort(), family: undefined };
    const log = new StreamLog(stream, exec);
    try {
      await startStream(stream, "127.0.0.1", exec);
      const began = await waitFor<number>({ what: "data", ...patience }, async () => {
        const { intervals } = await log.read();
        return intervals.length >= 5 ? { met: intervals.at(-1)?.end ?? 0 } : { seen: `${intervals.length} intervals` };
      });
      process.kill(Number.parseInt(readFileSync(filesOf(stream).server, "utf8"), 10), "SIGKILL");
      const error = await waitFor<string>({ what: "the end", ...patience }, async () => {
        const { error } = readConnection(await log.read(), { began, ended: began });
        return error === undefined ? { seen: "no error" } : { met: error };
      });
      assert.match(error, /closed|reset|broken|terminated/i);
    } finally {
      await stopStream(stream, exec);
    }
  });
});
