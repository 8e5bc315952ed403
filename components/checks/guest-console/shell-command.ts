import type { CommandOutcome } from "../command-outcome.ts";

/** The kernel takes no longer line from a terminal (N_TTY_BUF_SIZE). */
const longestLine = 4095;

/** The parts of a command's output on a console, each begun by a line with a word that nothing else prints. */
const parts = ["out", "err", "end"] as const;

/**
 * The line to type for a command: its standard output, its standard error and its exit code come one after the other, between marks. What is
 * typed comes back as an echo, so no mark stands in it as a whole. Assignments that follow a first word `env` are made by the shell itself:
 * what they hold, which may be a password, is then in no process's arguments.
 * @param token makes the marks unlike all earlier ones
 * @throws Error if the command cannot be typed
 */
export function commandLine(command: readonly string[], token: string): string {
  const [out, err, end] = parts.map((part) => `printf '\\n%s%s%s\\n' lab- ${part}- ${token}`);
  const words = (command[0] === "env" ? withAssignments(command.slice(1)) : command.map(quoted)).join(" ");
  const line = `e=$(mktemp); ${out}; ${words} 2>"$e" </dev/null; c=$?; ${err}; cat "$e"; rm -f "$e"; ${end}"$c"`;
  if (line.length > longestLine) throw new Error(`a command of ${line.length} characters is too long for a console`);
  return line;
}

/** The outcome in what the console showed since the line was typed; undefined: not all of it is there yet. */
export function readOutcome(text: string, token: string): CommandOutcome | undefined {
  const [out, err, end] = parts.map((part) => `\nlab-${part}-${token}`);
  const found = new RegExp(`${out}\\n([^]*?)${err}\\n([^]*?)${end}(\\d+)\\n`).exec(text);
  if (!found) return undefined;
  const [, stdout = "", stderr = "", exitCode] = found;
  return { exitCode: Number(exitCode), stdout, stderr };
}

/** A line that a shell, and nothing else, answers with {@link greeting}. */
export function greetingLine(token: string): string {
  return `printf '%s%s\\n' lab-here- ${token}`;
}

export function isGreeted(text: string, token: string): boolean {
  return text.includes(`lab-here-${token}\n`);
}

function withAssignments(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !assignment.test(word));
  return words.map((word, i) => {
    const [, name, value = ""] = (first < 0 || i < first ? assignment.exec(word) : null) ?? [];
    return name === undefined ? quoted(word) : `${name}=${quoted(value)}`;
  });
}

const assignment = /^([A-Za-z_]\w*)=([^]*)$/;

/** A word for POSIX shells. */
function quoted(word: string): string {
  // eslint-disable-next-line no-control-regex -- a terminal takes control characters for keys, not for text
  if (/[\x00-\x1f\x7f]/.test(word)) throw new Error(`no console can be typed ${JSON.stringify(word)}`);
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
