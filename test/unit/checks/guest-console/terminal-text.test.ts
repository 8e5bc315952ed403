import assert from "node:assert/strict";
import { consoleState } from "../../../../components/checks/guest-console/console-state.ts";
import { plainText } from "../../../../components/checks/guest-console/terminal-text.ts";

describe("what a terminal shows, as text", () => {
  const table: Record<string, [raw: string, text: string]> = {
    "has line ends of one kind": ["one\r\ntwo\r\r\nthree\rfour\n", "one\ntwo\nthree\nfour\n"],
    "has no colours": ["[\x1b[0;32m  OK  \x1b[0m] Reached \x1b[0;1;39mtarget\x1b[0m", "[  OK  ] Reached target"],
    "has no window title": ["\x1b]0;fedora@red:~\x07$ ", "$ "],
    "has none of systemd's marks of a shell": ["\x1b]3008;start=5c0f;user=fedora;type=shell\x1b\\$ ", "$ "],
    "has no bracketed paste": ["\x1b[?2004h[fedora@red ~]$ \x1b[?2004l", "[fedora@red ~]$ "],
    "has no choice of characters": ["\x1b(B\x1b=$ ", "$ "],
    "has no half of a sequence at its end": ["$ \x1b[?20", "$ "],
    "has neither bells nor zeros, but tabs": ["a\x07b\x00c\td", "abc\td"],
    "has no message of the kernel": ["[    1.204517] virtio_net virtio0: ready\r\n$ ", "$ "],
    "has none that is in the middle of a line": ["192.168[ 1234.567890][ T1234] eth0: up\r\n.0.3\r\n", "192.168.0.3\n"],
    "has none that is not whole": ["$ [   12.000001] rand", "$ "],
    "has what only looks like a message of the kernel": ["[2] 1.5\r\n[12.5] x\r\n", "[2] 1.5\n[12.5] x\n"],
    "has letters of all kinds": ["é “x” 日本\r\n", "é “x” 日本\n"],
  };
  for (const [claim, [raw, text]] of Object.entries(table)) it(claim, () => assert.equal(plainText(raw), text));
});

describe("a console", () => {
  const states: Record<string, ReturnType<typeof consoleState>> = {
    "\nFedora Linux 40 (Cloud Edition)\nKernel 6.8.5 on x86_64 (ttyS0)\n\nred login: ": "login",
    "localhost login:": "login",
    "red login: fedora\nPassword: ": "password",
    "password:": "password",
    "Last login: Sat Aug 22 10:00:00 on ttyS0\n[fedora@red ~]$ ": "shell",
    "sh-5.2# ": "shell",
    $: "shell",
    "bash-5.2$ echo 'a\n> ": "continuation",
    "": undefined,
    "Last login: Sat Aug 22": undefined,
    "red login: fedora": undefined,
    "Login incorrect\n": undefined,
    "[  OK  ] Started getty@tty1.service.\n": undefined,
    "red login: \n[  OK  ] Finished cloud-init.service": undefined,
    "Installing 50%": undefined,
    "[fedora@red ~]$ sleep 5": undefined,
    "Enter new password: x": undefined,
  };
  for (const [text, state] of Object.entries(states))
    it(`after ${JSON.stringify(text)} waits for ${state ?? "nothing that is known"}`, () =>
      assert.equal(consoleState(text), state));
});
