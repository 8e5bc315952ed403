/** What a console waits for, by its last line. */
export type ConsoleState = "login" | "password" | "shell" | "continuation";

/** @param text of the console since something was typed; undefined: nothing that is known, such as a boot's messages */
export function consoleState(text: string): ConsoleState | undefined {
  const line = text.split("\n").at(-1) ?? "";
  if (/\blogin: ?$/i.test(line) && !/last login/i.test(line)) return "login";
  if (/^\s*password: ?$/i.test(line)) return "password";
  // A shell that waits for the rest of what somebody began to type.
  if (/^> ?$/.test(line)) return "continuation";
  // `$`, `# `, `[fedora@red ~]$ `, `sh-5.2# `; whether it is a shell shows when it answers.
  return /[$#] ?$/.test(line) ? "shell" : undefined;
}
