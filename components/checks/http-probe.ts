import { isIPv6 } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";
import { familyNumber } from "./address-family.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import type { Observation } from "./observation.ts";

/** Seconds for the TCP connection, and for the whole exchange. */
export const connectTimeout = 3;
export const totalTimeout = 5;

/** Separates the body from the status and the number of connections in curl's output. agnhost's bodies are one line without it. */
const mark = "\n::status::";

export interface CurlOptions {
  /** Header `Content-Type` of the request. */
  readonly contentType?: string | undefined;
  /** Family that a name is resolved to. */
  readonly family?: AddressFamily | undefined;
}

/**
 * The command that a container or guest runs: curl is in agnhost's image and in Fedora's. No redirects, no proxy: what answers
 * must be the target.
 */
export function curlCommand(url: string, { contentType, family }: CurlOptions = {}): string[] {
  return [
    "curl",
    "--silent",
    "--show-error",
    // Newer curls call every failed connection "Couldn't connect to server"; only this tells a refusal from a missing route.
    "--verbose",
    "--noproxy",
    "*",
    "--connect-timeout",
    String(connectTimeout),
    "--max-time",
    String(totalTimeout),
    "--write-out",
    // A console takes no line break within a command; curl makes them itself.
    `${mark.replace("\n", "\\n")}%{http_code} %{num_connects}`,
    ...(family === undefined ? [] : [`-${familyNumber(family)}`]),
    ...(contentType === undefined ? [] : ["--header", `Content-Type: ${contentType}`]),
    url,
  ];
}

/** @param port undefined: HTTP's own */
export function httpUrl(address: string, port: number | undefined, path: string): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}${port === undefined ? "" : `:${port}`}${path}`;
}

/** curl's exit codes that tell of the network on the way to the target (curl's manual): all others tell of the probe itself. */
const networkErrors: Readonly<Record<number, string>> = {
  7: "no connection",
  18: "the answer broke off",
  28: "time-out",
  52: "an empty answer",
  55: "sending failed",
  56: "receiving failed",
};

/** Reads curl's outcome. A curl that is not there or does not know its options is no observation of the network. */
export function readCurlOutcome(outcome: CommandOutcome): Observation {
  const { exitCode, stdout, stderr } = outcome;
  const at = stdout.lastIndexOf(mark);
  const [status = 0, connections = 0] =
    at < 0
      ? []
      : stdout
          .slice(at + mark.length)
          .split(" ")
          .map(Number);
  if (exitCode === 0 && status > 0) return { kind: "answer", status, body: stdout.slice(0, at) };
  const words = /\bfailed: (.+)$/m.exec(stderr)?.[1]?.trim() ?? stderr.trim().split("\n").at(-1) ?? "";
  const said = `(curl exit ${exitCode}${words ? `: ${words}` : ""})`;
  if (exitCode === 6) return { kind: "unresolved", reason: `name not resolved ${said}` };
  const error = exitCode === 7 && /refused/i.test(words) ? "refused" : networkErrors[exitCode];
  // Whoever takes a connection, refuses it or breaks it off has been reached: a server that hangs was not kept away. Newer curls
  // (7.88 for one) do not say why there is no connection: only words that name a reason on the way show that nothing was reached.
  const reached =
    [18, 52, 56].includes(exitCode) ||
    status > 0 ||
    connections > 0 ||
    (exitCode === 7 && !/no route|unreachable|timed out/i.test(words));
  if (error && reached)
    return {
      kind: "refused",
      reason: `${exitCode === 28 ? `connected, and no answer within ${totalTimeout} s` : error} ${said}`,
    };
  if (error) return { kind: "no answer", reason: `${error} ${said}` };
  return { kind: "no probe", reason: `curl did not work ${said}` };
}
