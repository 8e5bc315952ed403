import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcessesOf, processesOf } from "../../../components/clusters/lifecycle/processes-of.ts";
import { isAlive } from "../../../components/tools/processes.ts";
import { waitFor } from "../../../components/wait.ts";

const script = join(import.meta.dirname, "guarded-script.ts");

describe("the program", function () {
  this.timeout(30_000);

  it("ends when Pulumi's language host is killed, though it can tell nobody", async () => {
    const program = `
      import { endProgramWithEngine } from ${JSON.stringify(join(import.meta.dirname, "../../../components/interruption/end-with-engine.ts"))};
      process.on("uncaughtException", (error) => process.stderr.write(String(error)));
      endProgramWithEngine();
      setInterval(() => process.stderr.write("at work\\n"), 10);
      process.stdout.write("running " + process.pid + "\\n");`;
    const host = `require("node:child_process").spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", process.argv[1]], { stdio: ["ignore", 1, "pipe"] }).stderr.resume();`;
    const child = spawn(process.execPath, ["-e", host, program], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    const pid = await waitFor<number>({ what: "the program to run", timeout: 20, interval: 0.05 }, () => {
      const found = /^running (\d+)$/m.exec(text)?.[1];
      return Promise.resolve(found === undefined ? { seen: text } : { met: Number(found) });
    });
    try {
      child.kill("SIGKILL");
      await waitFor({ what: "the program to end", timeout: 8, interval: 0.1 }, () =>
        Promise.resolve(isAlive(pid) ? { seen: "it runs" } : { met: true }),
      );
    } finally {
      if (isAlive(pid)) process.kill(pid, "SIGKILL");
    }
  });
});

describe("what the script of a Command has started", function () {
  this.timeout(60_000);
  let folder: string;
  let engine: ChildProcess;
  /** The script, the program that it runs, and what that runs. */
  let pids: number[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "ovn-labs-guard-"));
    symlinkSync(process.execPath, join(folder, "daemon"));
    // An engine that starts a plugin that starts the script, each a process of its own.
    const plugin = `const { spawn } = require("node:child_process"); spawn(process.execPath, ["--import", "tsx", process.argv[1]], { stdio: "inherit" });`;
    const outer = `const { spawn } = require("node:child_process"); spawn(process.execPath, ["-e", process.argv[1], process.argv[2]], { stdio: "inherit" });`;
    engine = spawn(process.execPath, ["-e", outer, plugin, script], {
      env: { ...process.env, DAEMON_FOLDER: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    engine.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    pids = await waitFor<number[]>({ what: "the script to say what runs", timeout: 30, interval: 0.05 }, () => {
      const found = /^running (\d+) (\d+) (\d+)$/m.exec(text);
      return Promise.resolve(found ? { met: found.slice(1).map(Number) } : { seen: text });
    });
    for (const pid of pids) assert.ok(isAlive(pid), `process ${pid} runs`);
    assert.equal((await processesOf(folder)).length, 1, "the daemon runs");
  });

  afterEach(async () => {
    for (const pid of [engine.pid ?? 0, ...pids])
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended, as it should.
      }
    await endProcessesOf(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  async function allEnd(): Promise<void> {
    await waitFor({ what: "all of them to end", timeout: 15, interval: 0.1 }, async () => {
      const left = [...pids.filter(isAlive), ...(await processesOf(folder))];
      return left.length === 0 ? { met: true } : { seen: `running: ${left.join(", ")}` };
    });
  }

  it("ends when the script is killed", async () => {
    process.kill(pids[0] ?? 0, "SIGKILL");
    await allEnd();
  });

  it("ends, with the script, when Pulumi's engine is killed and its plugin is not", async () => {
    engine.kill("SIGKILL");
    await once(engine, "exit");
    await allEnd();
  });
});
