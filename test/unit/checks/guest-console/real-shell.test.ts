import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import type { Terminal } from "../../../../components/checks/guest-console/console-reader.ts";
import { runOnConsole } from "../../../../components/checks/guest-console/console-session.ts";
import { guestNetworkCommand, readGuestNetwork } from "../../../../components/checks/guest-network.ts";
import { curlCommand, readCurlOutcome } from "../../../../components/checks/http-probe.ts";
import { StreamLog } from "../../../../components/checks/live-migration/stream-log.ts";
import { type ExecInGuest, filesOf, type Stream } from "../../../../components/checks/live-migration/stream.ts";
import { bashConnectCommand, readBashConnect } from "../../../../components/checks/tcp-probe.ts";
import { run } from "../../../../components/processes.ts";
import { withAnswers } from "../../support.ts";
import { closedPort } from "../../tools/support.ts";

/** A program on a pseudo-terminal, by util-linux' `script`. */
function onTerminal(program: string): { terminal: Terminal; child: ChildProcessWithoutNullStreams } {
  const child = spawn("script", ["--quiet", "--return", "--command", program, "/dev/null"], {
    env: { ...process.env, TERM: "vt220", PS1: "[fedora@red ~]$ " },
  });
  return {
    child,
    terminal: {
      write: (text) => void child.stdin.write(text),
      onData: (listener) => void child.stdout.setEncoding("utf8").on("data", listener),
      onClose: (listener) => void child.on("close", (code) => listener(String(code))),
      close: () => child.kill("SIGKILL"),
    },
  };
}

/** Writes what iperf3 prints of so many tenths of a second. */
async function withLog(tenths: number, test: (stream: Stream) => Promise<void>): Promise<void> {
  const vm = { namespace: "lab", vm: "red" };
  const stream: Stream = { client: vm, server: vm, port: process.pid, family: "ipv6" };
  const { log } = filesOf(stream);
  const seconds = (i: number): string => (i / 10).toFixed(2);
  const lines = Array.from({ length: tenths }, (_, i) => {
    const when = `${seconds(i).padStart(6)}-${seconds(i + 1).padEnd(6)}`;
    return `[  5] ${when} sec   142 MBytes  11.9 Gbits/sec    0    895 KBytes       \n`;
  });
  await writeFile(log, lines.join(""));
  try {
    await test(stream);
  } finally {
    await rm(log, { force: true });
  }
}

describe("a command on the console of a real shell", function () {
  this.timeout(30_000);

  before(async function () {
    const script = await run("script", ["--version"]);
    if (!script.stdout.includes("util-linux") || (await run("bash", ["--version"])).status !== 0) this.skip();
  });

  const limits = { shell: 10, command: 10, nudge: 1, quiet: 0.1 };
  const inShell = async (shell: string, command: readonly string[], typed = "") => {
    const { terminal, child } = onTerminal(shell);
    try {
      if (typed) terminal.write(typed);
      return await runOnConsole(terminal, { user: "fedora", password: "fedora" }, command, "0a1b", limits);
    } finally {
      child.stdin.end("\x03\x04");
      terminal.close();
      await once(child, "close");
    }
  };
  const bash = "bash --norc --noprofile -i";

  for (const shell of [bash, "sh -i"])
    it(`has what the command printed, and nothing else: ${shell}`, async () =>
      assert.deepEqual(await inShell(shell, ["sh", "-c", "echo 'a \"b\" $HOME !'; echo é >&2; exit 3"]), {
        exitCode: 3,
        stdout: 'a "b" $HOME !\n',
        stderr: "é\n",
      }));

  for (const shell of [bash, "sh -i"])
    it(`has variables as they are: ${shell}`, async () => {
      const word = 'it\'s $HOME `id` "x" \\';
      const tell = 'printf "%s\\n" "$LAB_SECRET" "$LAB_EMPTY"';
      const { stdout } = await inShell(shell, ["env", `LAB_SECRET=${word}`, "LAB_EMPTY=", "sh", "-c", tell]);
      assert.equal(stdout, `${word}\n\n`);
    });

  it("ends what somebody left running", async () =>
    assert.equal((await inShell(bash, ["echo", "here"], "sleep 1000\r")).stdout, "here\n"));

  it("goes on from a quotation that somebody left open", async () =>
    assert.equal((await inShell(bash, ["echo", "here"], "echo 'never closed\r")).stdout, "here\n"));

  it("has a long line of a command and a long output whole", async () => {
    const word = "x y ".repeat(700);
    assert.equal((await inShell(bash, ["echo", word])).stdout, `${word}\n`);
    assert.equal((await inShell(bash, ["seq", "30000"])).stdout.length, 168_894);
  });

  it("serves curl", () =>
    withAnswers(
      (_, response) => response.end("blue-server"),
      async (url) => {
        if ((await run("curl", ["--version"])).status !== 0) return;
        const seen = readCurlOutcome(await inShell(bash, curlCommand(`${url}/hostname`)));
        assert.deepEqual(seen, { kind: "answer", status: 200, body: "blue-server" });
        const refused = readCurlOutcome(await inShell(bash, curlCommand(`http://127.0.0.1:${await closedPort()}/`)));
        assert.equal(refused.kind, "refused");
      },
    ));

  it("serves a TCP connection", () =>
    withAnswers(
      () => undefined,
      async (url) => {
        const connect = async (port: number) =>
          readBashConnect(await inShell(bash, bashConnectCommand("127.0.0.1", port)));
        assert.deepEqual(await connect(Number(new URL(url).port)), { kind: "connected" });
        assert.equal((await connect(await closedPort())).kind, "refused");
      },
    ));

  it("brings the log of a connection", () =>
    withLog(400, async (stream) => {
      const exec: ExecInGuest = (_, command) => inShell(bash, command);
      const { intervals } = await new StreamLog(stream, exec).read();
      assert.deepEqual([intervals.length, intervals.at(-1)?.end], [400, 40]);
    }));

  it("tells addresses and routes", async () => {
    if ((await run("ip", ["-j", "address"])).status !== 0) return;
    const seen = readGuestNetwork(await inShell(bash, guestNetworkCommand));
    assert.equal(seen.kind, "guest network");
    assert.ok(seen.links.some(({ name }) => name === "lo"));
  });
});
