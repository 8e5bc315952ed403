import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCommandHost } from "../../../components/command-host/host.ts";
import type { Script } from "../../../components/command-host/script.ts";
import { request } from "../checks/support.ts";
import { runNode } from "../support.ts";

const ask = "components/command-host/ask.mjs";
const checkFile = "components/checks/main.ts";
let folder = "";
let socket = "";

/** A check that prints its result without any cluster, by the process itself. */
const variables = (): NodeJS.ProcessEnv => ({
  COMMAND_SOCKET: socket,
  CHECK_REQUEST: JSON.stringify({ ...request, notRunBecause: "no packets", results: join(folder, "results") }),
});

const hosted = (script: Script) => openCommandHost(socket, { [checkFile]: () => Promise.resolve(script) });

describe("the program as host of Commands' work", function () {
  this.timeout(30_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "labs-host-"));
    socket = join(folder, "commands.sock");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("does it, shows what the script says, and hands over output and status", async () => {
    await hosted(({ say, environment }) => {
      say("a first line");
      say("a second line");
      return Promise.resolve({ output: environment["CHECK_REQUEST"] ?? "", status: 3 });
    });
    const { status, stdout, stderr } = await runNode([ask, checkFile, "check"], variables());
    assert.deepEqual({ status, stderr }, { status: 3, stderr: "a first line\na second line\n" });
    assert.equal(stdout, variables()["CHECK_REQUEST"]);
  });

  it("tells a script's error in a line, and goes on serving others", async () => {
    let calls = 0;
    await hosted(() => {
      if (calls++ === 0) throw new Error("no such kubeconfig");
      return Promise.resolve({ output: "second", status: 0 });
    });
    const failed = await runNode([ask, checkFile, "check"], variables());
    assert.deepEqual([failed.status, failed.stdout, failed.stderr], [1, "", "no such kubeconfig\n"]);
    assert.equal((await runNode([ask, checkFile, "check"], variables())).stdout, "second");
  });

  it("knows no other scripts than its own", async () => {
    await hosted(() => Promise.resolve({ output: "", status: 0 }));
    const { status, stderr } = await runNode([ask, "components/host/lifecycle/main.ts", "create"], variables());
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^there is no script components\/host\/lifecycle\/main\.ts; there are components\/checks\/main\.ts$/m,
    );
  });

  it("does the work of several at the same time", async () => {
    let waiting = 0;
    const events = new EventEmitter();
    const all = once(events, "all");
    await hosted(async () => {
      if (++waiting === 3) events.emit("all");
      await all;
      return { output: "together", status: 0 };
    });
    const runs = await Promise.all([1, 2, 3].map(() => runNode([ask, checkFile, "check"], variables())));
    assert.deepEqual(
      runs.map(({ stdout }) => stdout),
      ["together", "together", "together"],
    );
  });

  it("stops when the Command's process is gone", async () => {
    const events = new EventEmitter();
    const [begun, aborted] = [once(events, "begun"), once(events, "aborted")];
    await hosted(({ signal }) => {
      events.emit("begun");
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          events.emit("aborted");
          reject(new Error("ended"));
        });
      });
    });
    const child = spawn(process.execPath, [ask, checkFile, "check"], { env: { ...process.env, ...variables() } });
    await begun;
    child.kill("SIGKILL");
    await aborted;
  });

  it("takes the place of one that was killed", async () => {
    const killed = spawn(process.execPath, [
      "-e",
      `require("node:net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`,
    ]);
    await once(killed, "exit");
    assert.ok(existsSync(socket));
    await hosted(() => Promise.resolve({ output: "new", status: 0 }));
    assert.equal((await runNode([ask, checkFile, "check"], variables())).stdout, "new");
  });

  it("is left out where the system has no room for the socket's path", async () => {
    socket = join(folder, "x".repeat(100), "commands.sock");
    await hosted(() => Promise.resolve({ output: "hosted", status: 0 }));
    assert.ok(!existsSync(socket));
    const { status, stdout } = await runNode([ask, checkFile, "check"], variables());
    assert.equal(status, 0);
    assert.match(stdout, /"verdict":"not run"/);
  });
});

describe("the process of a Command", function () {
  this.timeout(30_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "labs-ask-"));
    socket = join(folder, "commands.sock");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("does the work itself when no program answers", async () => {
    const { status, stdout } = await runNode([ask, checkFile, "check"], variables());
    assert.equal(status, 0);
    assert.match(stdout, /"verdict":"not run"/);
  });

  /** A program that tells which engine it belongs to and then ends. */
  async function lost(engine: number): Promise<Awaited<ReturnType<typeof runNode>>> {
    const server = createServer((connection) => connection.end(`${JSON.stringify({ engine })}\n`));
    server.listen(socket);
    await once(server, "listening");
    try {
      return await runNode([ask, checkFile, "check"], variables());
    } finally {
      server.close();
    }
  }

  it("does the work itself when the program ends before it is done", async () => {
    const { status, stdout } = await lost(process.pid);
    assert.equal(status, 0);
    assert.match(stdout, /"verdict":"not run"/);
  });

  it("ends when the engine is gone too", async () => {
    const engine = spawn(process.execPath, ["-e", ""]);
    await once(engine, "exit");
    const { status, stdout, stderr } = await lost(engine.pid ?? 0);
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 1, stdout: "", stderr: "Pulumi has ended, and so does this\n" },
    );
  });
});
