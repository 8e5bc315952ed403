import { isIPv6 } from "node:net";
import type { HttpProbe } from "./check.ts";
import type { Observation } from "./verdict.ts";

/** Seconds for the TCP connection, and for the whole exchange. */
const connectTimeout = 3;
const totalTimeout = 5;

/** Separates the body from the status in curl's output. agnhost's bodies are one line without it. */
const mark = "\n::status::";

/** The command that a container runs: curl is in agnhost's image. No redirects, no proxy: what answers must be the target. */
export function curlCommand(how: HttpProbe, address: string): string[] {
  return [
    "curl",
    "--silent",
    "--show-error",
    "--noproxy",
    "*",
    "--connect-timeout",
    String(connectTimeout),
    "--max-time",
    String(totalTimeout),
    "--write-out",
    `${mark}%{http_code}`,
    url(how, address),
  ];
}

export function url(how: HttpProbe, address: string): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}:${how.port}${how.path}`;
}

/** What a finished command in a container left. */
export interface CommandOutcome {
  /** -1 if the container's runtime could not start the command. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
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
  const status = at < 0 ? 0 : Number(stdout.slice(at + mark.length));
  if (exitCode === 0 && status > 0) return { kind: "answer", status, body: stdout.slice(0, at) };
  const words = stderr.trim().split("\n").at(-1) ?? "";
  const error = networkErrors[exitCode];
  if (error) return { kind: "no answer", reason: `${error} (curl exit ${exitCode}${words ? `: ${words}` : ""})` };
  return {
    kind: "no probe",
    reason: `curl did not work in the container (exit ${exitCode}${words ? `: ${words}` : ""})`,
  };
}
