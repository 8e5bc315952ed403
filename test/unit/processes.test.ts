import assert from "node:assert/strict";
import { join } from "node:path";
import { run } from "../../components/processes.ts";
import { withFolder, writeProgram } from "./tools/support.ts";
import { runNode } from "./support.ts";

const node = (script: string, options?: Parameters<typeof run>[2]) => run(process.execPath, ["-e", script], options);

describe("running a program", function () {
  this.timeout(60_000);

  it("gives its status and what it wrote, apart", async () =>
    assert.deepEqual(await node("console.log('out'); console.error('err'); process.exitCode = 7"), {
      status: 7,
      stdout: "out\n",
      stderr: "err\n",
    }));

  it("gives its arguments to it as they are, without a shell", async () => {
    const args = ["a b", "$HOME", "; exit 1", "", "ü"];
    const result = await run(process.execPath, ["-p", "JSON.stringify(process.argv.slice(1))", "--", ...args]);
    assert.deepEqual(JSON.parse(result.stdout), args);
  });

  it("gives it the environment that is asked for and no other", async () =>
    assert.deepEqual(await run("/bin/sh", ["-c", 'echo "$ONE,$HOME"'], { environment: { ONE: "1" } }), {
      status: 0,
      stdout: "1,\n",
      stderr: "",
    }));

  it("gives it its input, and an end of input without one", async () => {
    const echo = "process.stdin.pipe(process.stdout)";
    const input = "x".repeat(200_000);
    assert.equal((await node(echo, { input })).stdout, input);
    assert.deepEqual(await node(echo), { status: 0, stdout: "", stderr: "" });
  });

  it("judges a program that does not read its input by its status", async () =>
    assert.equal((await node("process.exit(3)", { input: "x".repeat(1_000_000) })).status, 3));

  it("tells lines as they come, of both streams, whole and without the empty ones", async () => {
    const lines: string[] = [];
    await node("process.stdout.write('a\\r\\n\\n  \\nb'); process.stdout.write('c\\nlast')", {
      onLine: (line) => lines.push(line),
    });
    await node("console.error('err')", { onLine: (line) => lines.push(line) });
    assert.deepEqual(lines, ["a", "bc", "last", "err"]);
  });

  it("reads characters whole that come in pieces", async () => {
    const script =
      "const b = Buffer.from('ü'); process.stdout.write(b.subarray(0, 1), () => setImmediate(() => process.stdout.write(b.subarray(1))))";
    assert.equal((await node(script)).stdout, "ü");
  });

  it("says of a program that is not there that it is not", async () =>
    assert.deepEqual(await run("no-such-program-here", []), {
      status: -1,
      stdout: "",
      stderr: "spawn no-such-program-here ENOENT",
    }));

  it("kills a program after its time and keeps what it wrote", async () =>
    assert.deepEqual(await run("/bin/sh", ["-c", "echo out; exec /bin/sleep 60"], { timeout: 1 }), {
      status: -1,
      stdout: "out\n",
      stderr: "ended by SIGKILL\n",
    }));

  it("does not wait after that time for what the program started", async () => {
    const start = Date.now();
    await withFolder(async (folder) => {
      const program = await writeProgram(join(folder, "slow"), "#!/bin/sh\n/bin/sleep 20\necho late\n");
      const result = await run(program, [], { timeout: 0.2 });
      assert.deepEqual(result, { status: -1, stdout: "", stderr: "ended by SIGKILL\n" });
    });
    assert.ok(Date.now() - start < 15_000, `took ${Date.now() - start} ms`);
  });

  for (const [what, program] of [
    ["could not be started", "no-such-program-here"],
    ["is done", "true"],
  ] as const)
    it(`keeps no process alive by the time-out of a program that ${what}`, async () => {
      const script = `import { run } from "./components/processes.ts";
        const { status } = await run("${program}", [], { timeout: 60 });
        console.log(status);`;
      const start = Date.now();
      const result = await runNode(["--import", "tsx", "--input-type=module", "-e", script]);
      assert.deepEqual(result, { status: 0, stdout: program === "true" ? "0\n" : "-1\n", stderr: "" });
      assert.ok(Date.now() - start < 40_000, `took ${Date.now() - start} ms`);
    });
});
