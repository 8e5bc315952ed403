import assert from "node:assert/strict";
import { commandLine, isGreeted, readOutcome } from "../../../../components/checks/guest-console/shell-command.ts";
import { plainText } from "../../../../components/checks/guest-console/terminal-text.ts";

const token = "5f0e";
/** As bash 5.2 on a serial line of 80 columns shows a command: its echo is wrapped, with a blank and a return at each row's end. */
const wrapped = (line: string): string =>
  Array.from({ length: Math.ceil(line.length / 80) }, (_, row) => line.slice(row * 80, row * 80 + 80)).join(" \r");

describe("the outcome of a command on a console", () => {
  const echo = `${wrapped(commandLine(["ip", "-j", "address"], token))}\r\n\x1b[?2004l\r`;
  const out = `\r\nlab-out-${token}\r\n`;
  const err = `\r\nlab-err-${token}\r\n`;
  const end = (code: number) => `\r\nlab-end-${token}${code}\r\n`;
  const prompt = "\x1b[?2004h[fedora@red ~]$ ";
  const read = (raw: string) => readOutcome(plainText(raw), token);

  it("is nothing that its echo says", () => assert.equal(read(echo), undefined));

  it("is what stands between the marks", () =>
    assert.deepEqual(read(`${echo}${out}[{}]\r\n${err}${end(0)}${prompt}`), {
      exitCode: 0,
      stdout: "[{}]\n",
      stderr: "",
    }));

  it("is there only when it is whole, however it comes", () => {
    const whole = `${echo}${out}a\r\n\r\nb${err}oh\r\n${end(127)}`;
    for (let length = 0; length < whole.length - 2; length++) assert.equal(read(whole.slice(0, length)), undefined);
    assert.deepEqual(read(whole), { exitCode: 127, stdout: "a\n\nb", stderr: "oh\n" });
  });

  it("is not that of an earlier command", () =>
    assert.equal(readOutcome(plainText(`${out}a${err}${end(0)}`), "ffff"), undefined));

  it("holds marks only whole, so that a mark within a kernel's message is found", () => {
    const noise = "[   99.000000] cgroup: fork rejected\r\n";
    const broken = `${out.slice(0, 8)}${noise}${out.slice(8)}x${err}${end(3)}`;
    assert.deepEqual(read(broken), { exitCode: 3, stdout: "x", stderr: "" });
  });
});

describe("a command with variables", () => {
  it("has them set by the shell itself, so that no process has a password among its arguments", () => {
    const line = commandLine(["env", "PGPASSWORD=a b", "PGUSER=c", "psql", "--set=X=1", "D=e"], token);
    assert.match(line, / PGPASSWORD='a b' PGUSER=c psql --set=X=1 D=e 2>/);
    assert.doesNotMatch(line, /\benv\b/);
  });
});

describe("a greeting", () => {
  it("is the shell's answer and not its echo", () => {
    assert.equal(isGreeted(`$ printf '%s%s\\n' lab-here- ${token}\n`, token), false);
    assert.equal(isGreeted(`$ printf '%s%s\\n' lab-here- ${token}\nlab-here-${token}\n$ `, token), true);
  });
});
