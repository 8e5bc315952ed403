import { STATUS_CODES } from "node:http";
import { ApiException } from "@kubernetes/client-node";

/**
 * An error of the API client in one line. The client's own message takes four and holds the answer's headers, which are
 * never the same twice: whoever tells only of changes would tell it each time.
 */
export function problemOf(error: unknown): string {
  if (error instanceof ApiException)
    return `HTTP ${error.code}: ${statusMessage(error.body) ?? STATUS_CODES[error.code] ?? "no reason given"}`;
  // What a connection failed for is the cause of what the client says of it.
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return String(current);
  // OpenSSL ends its messages with a line break.
  const message = current.message.replace(/\s+/g, " ").trim();
  return message || (current as NodeJS.ErrnoException).code || current.name;
}

/** A request whose failure is an Error that says its {@link problemOf}. */
export async function plainly<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw new Error(problemOf(error), { cause: error });
  }
}

/** The message of the Status that the API server sends with a refusal, which the client hands on as text or as an object. */
function statusMessage(body: unknown): string | undefined {
  try {
    const status: unknown = typeof body === "string" ? JSON.parse(body) : body;
    const message = typeof status === "object" && status !== null && "message" in status ? status.message : undefined;
    return typeof message === "string" && message !== "" ? message : undefined;
  } catch {
    return undefined;
  }
}
