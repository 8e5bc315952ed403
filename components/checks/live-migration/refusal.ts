import { ApiException } from "@kubernetes/client-node";

/** Codes with which an API server asks to come again, whatever it says. */
const passingCodes = [408, 429, 502, 503, 504];

/** Words for a webhook, or what is behind it, that does not answer yet. The API server puts them into a 500. */
const notThereYet =
  /failed (calling|to call) webhook|no endpoints available|connection refused|connection reset|no route to host|timed? ?out|deadline exceeded|x509|certificate|\bEOF\b/i;

/** KubeVirt's own words, in a denial with 400, for a migration of the same machine that has not ended yet. */
const inFlight = /in-flight migration/i;

/** A webhook that answered, and said no. */
const denied = /denied the request/i;

/** Errors of a connection that may come to be a moment later. */
const connectionErrors =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|.*CERT.*)$/;

/** Whether the API may take a little later what it does not take now. Everything else is its answer. */
export function isPassing(error: unknown): boolean {
  const chain = causes(error);
  const answer = chain.find((one) => one instanceof ApiException);
  const words = chain.map(({ message }) => message).join("\n");
  if (inFlight.test(words)) return true;
  if (denied.test(words)) return false;
  if (answer === undefined) return notThereYet.test(words) || chain.some(isConnectionError);
  // Conflict: somebody else changed the object at the same time.
  if (passingCodes.includes(answer.code) || answer.code === 409) return true;
  return answer.code === 500 && notThereYet.test(words);
}

function isConnectionError(error: Error): boolean {
  return connectionErrors.test((error as NodeJS.ErrnoException).code ?? "");
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}
