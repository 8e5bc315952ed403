import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../../../components/checks/guest-console/shell-command.ts";
import { filesOf, startStream, type Stream } from "../../../components/checks/live-migration/stream.ts";
import { observe } from "../../../components/checks/probes.ts";
import type { CheckAccess } from "../../../components/checks/perform-check.ts";
import { psqlCommand } from "../../../components/checks/sql-probe.ts";
import { bashConnectCommand } from "../../../components/checks/tcp-probe.ts";
import { run } from "../../../components/processes.ts";
import { waitFor } from "../../../components/wait.ts";
import { standIn } from "../../support/engine-path.ts";
import { hostileValues } from "./hostile-values.ts";

const folder = mkdtempSync(join(tmpdir(), "ovn-labs-shells-"));
const canary = join(folder, "canary");
const bin = join(folder, "bin");
const log = join(folder, "log");
const values = Object.entries(hostileValues(canary)).filter(([what]) => what !== "something very long");
/** No terminal is typed these: it would take them for keys. */
const untyped = ["a line break", "a zero byte", "an escape sequence"];
const environment = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, LOG: log };

/** What a stand-in was called with. */
function calls(): string[][] {
  const all = existsSync(log) ? readFileSync(log, "utf8") : "";
  return all.split("\0\n").flatMap((call) => (call === "" ? [] : [call.split("\0")]));
}

describe("hostile values where a shell is by nature", function () {
  this.timeout(30_000);
  before(() => {
    for (const name of ["psql", "iperf3"])
      standIn(bin, name, `printf '%s\\0' ${name} "$PGPASSWORD" "$@" >>"$LOG"; printf '\\n' >>"$LOG"\n`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => rmSync(log, { force: true }));
  afterEach(() => assert.equal(existsSync(canary), false, "the shell ran the value"));

  for (const [what, value] of values) {
    it(`hostile value: ${what} in a command that is typed at a guest's console`, async () => {
      if (untyped.includes(what)) {
        assert.throws(() => commandLine(["echo", value], "t"), /^Error: no console can be typed "/);
        return;
      }
      const line = commandLine(["env", `PGPASSWORD=${value}`, ...psqlCommand(value, 5432, value).slice(2)], "t");
      assert.equal((await run("sh", ["-c", line], { environment })).status, 0);
      const [call = []] = calls();
      assert.deepEqual(call.slice(0, 2), ["psql", value]);
      assert.ok(call.includes(`--host=${value}`) && call.includes(`--command=${value}`), call.join("\n"));
    });

    it(`hostile value: ${what} as the address of a connection that bash makes`, async () => {
      if (what === "a zero byte") return;
      const [program = "", ...words] = bashConnectCommand(value, 1);
      assert.notEqual((await run(program, words, { environment })).status, 0);
    });

    it(`hostile value: ${what} as the address of iperf3's server`, async () => {
      if (what === "a zero byte") return;
      const guest = { namespace: "red", vm: "red" };
      const stream: Stream = { client: guest, server: guest, port: process.pid, family: undefined };
      await startStream(stream, value, async (_, [program = "", ...words]) => {
        const { status, stdout, stderr } = await run(program, words, { environment });
        return { exitCode: status, stdout, stderr };
      });
      // The client is in the background.
      const both = await waitFor<string[][]>({ what: "server and client", timeout: 10, interval: 0.05 }, () => {
        const seen = calls();
        return Promise.resolve(seen.length === 2 ? { met: seen } : { seen: `${seen.length} calls` });
      });
      const after = (option: string): (string | undefined)[] =>
        both.filter((call) => call.includes(option)).map((call) => call[call.indexOf(option) + 1]);
      assert.deepEqual([after("--bind"), after("--client")], [[value], [value]]);
      for (const file of Object.values(filesOf(stream))) rmSync(file, { force: true });
    });

    it(`hostile value: ${what} in the place of a target's address`, async () => {
      const never = (): Promise<never> => Promise.reject(new Error("a probe was sent"));
      const access = new Proxy({}, { get: () => never }) as CheckAccess;
      for (const how of [{ kind: "icmp" }, { kind: "tcp", port: 1 }, { kind: "dns", name: "x" }] as const)
        for (const from of [
          { kind: "pod", namespace: "a", pod: "b", container: "c" },
          { kind: "guest", namespace: "a", vm: "b" },
          { kind: "host" },
        ] as const) {
          const seen = await observe({ from, how, family: undefined, address: value }, access);
          assert.ok(seen.kind === "no probe");
          assert.match(seen.reason, /is neither an address nor a name$/);
        }
    });
  }
});
