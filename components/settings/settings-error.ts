import { RunError } from "@pulumi/pulumi/errors.js";

/** The command that changes a setting, for messages. */
export function changeSetting(stack: string): string {
  return `Change a setting with: pulumi config set lab:<name> <value> --stack ${stack}`;
}

/** Something the user set cannot be used. The message says what, the value found, the values allowed and what to do; Pulumi prints it without a stack trace. */
export class SettingsError extends RunError {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SettingsError";
    // On Node 20, Pulumi's host inspects an error's stack for tens of seconds before it prints the message alone.
    this.stack = "";
  }
}
