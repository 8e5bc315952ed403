import type { CommandOutcome } from "../command-outcome.ts";
import { ConsoleReader, type Terminal } from "./console-reader.ts";
import { consoleState } from "./console-state.ts";
import { commandLine, greetingLine, isGreeted, readOutcome } from "./shell-command.ts";

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface SessionLimits {
  /** Seconds until a shell answers, the login with it. */
  readonly shell: number;
  /** Seconds for the command. */
  readonly command: number;
  /** Seconds until an idle console is woken again. */
  readonly nudge: number;
  /** Seconds without output until the last line is taken for a prompt. */
  readonly quiet: number;
}

export const defaultSessionLimits: SessionLimits = { shell: 60, command: 40, nudge: 3, quiet: 0.2 };

const enter = "\r";
/** Ends what runs in the foreground, and what somebody began to type. */
const interrupt = "\x03";

/** A console without a shell within the time. */
export class NoShellError extends Error {
  override readonly name = "NoShellError";
}

/**
 * Runs one command in the shell of a console, whatever state that is in, and logs in if need be.
 * @throws NoShellError, ConsoleClosedError, or Error if the command does not end; each says what was shown last
 */
export async function runOnConsole(
  terminal: Terminal,
  login: Login,
  command: readonly string[],
  token: string,
  limits: SessionLimits = defaultSessionLimits,
): Promise<CommandOutcome> {
  // Before anything is typed: it may be one that cannot be.
  const line = commandLine(command, token);
  const reader = new ConsoleReader(terminal);
  await reachShell(reader, login, token, limits);
  reader.type(line + enter);
  const outcome = await reader
    .until((text) => readOutcome(text, token), limits.command)
    .catch((error: unknown) => {
      // The command may have done its work: this is not to be tried again as if it had not begun.
      throw new Error(
        `${error instanceof Error ? error.message : String(error)} while the command ran; last seen: ${JSON.stringify(reader.tail)}`,
        { cause: error },
      );
    });
  if (outcome) return outcome;
  // So that the next user finds a prompt.
  reader.type(interrupt);
  throw new Error(`no end of the command within ${limits.command} s; last seen: ${JSON.stringify(reader.tail)}`);
}

/** Brings the console to where a shell answers. */
async function reachShell(reader: ConsoleReader, login: Login, token: string, limits: SessionLimits): Promise<void> {
  const end = Date.now() + limits.shell * 1000;
  let userTyped = false;
  reader.type(enter);
  for (let idle = 0; Date.now() < end;) {
    const state = await reader.until(consoleState, Math.min(limits.nudge, (end - Date.now()) / 1000), limits.quiet);
    const passwordIsAsked = userTyped && state === "password";
    userTyped = state === "login";
    switch (state) {
      case "login":
        reader.type(login.user + enter);
        break;
      case "password":
        // The password of a user that somebody else typed is not known: an empty one leads back to the login.
        reader.type((passwordIsAsked ? login.password : "") + enter);
        break;
      case "continuation":
        reader.type(interrupt);
        break;
      case "shell":
        reader.type(greetingLine(token) + enter);
        if (await reader.until((text) => isGreeted(text, token) || undefined, limits.nudge)) return;
        reader.type(interrupt);
        break;
      case undefined:
        // A boot's messages may have hidden the prompt; something that runs in the foreground takes no Enter.
        reader.type(++idle % 3 === 0 ? interrupt : enter);
    }
  }
  throw new NoShellError(`no shell on the console within ${limits.shell} s; last seen: ${JSON.stringify(reader.tail)}`);
}
