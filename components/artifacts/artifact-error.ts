import { RunError } from "@pulumi/pulumi/errors.js";

/**
 * An upstream file cannot be had, or is not what it should be. The message says what is wrong, the value found, the values allowed
 * and what to do; Pulumi prints it without a stack trace.
 */
export class ArtifactError extends RunError {
  constructor(message: string) {
    super(message);
    this.name = "ArtifactError";
    // On Node 20, Pulumi's host inspects an error's stack for tens of seconds before it prints the message alone.
    this.stack = "";
  }
}

/** A file is there and is not the one that the program was tested with. */
export class DamagedArtifactError extends ArtifactError {
  constructor(message: string) {
    super(message);
    this.name = "DamagedArtifactError";
  }
}

/** The reason within an error: the text of its innermost cause, as `fetch` says "fetch failed" and keeps the reason inside. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  // Node tries every address of a host; the sum of those errors has no text of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.message || error.name;
}
