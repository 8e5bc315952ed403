import { isIPv6 } from "node:net";
import type { CommandOutcome } from "./command-outcome.ts";
import { connectTimeout } from "./http-probe.ts";
import type { Observation } from "./observation.ts";

/** A TCP connection by agnhost, in whose image no other tool tells a time-out from a refusal as plainly. */
export function agnhostConnectCommand(address: string, port: number): string[] {
  const host = isIPv6(address) ? `[${address}]` : address;
  return ["/agnhost", "connect", `${host}:${port}`, `--timeout=${connectTimeout}s`];
}

/** Reads the word that `agnhost connect` (2.36 to 2.47) puts on standard error when there is no connection. */
export function readAgnhostConnect({ exitCode, stderr }: CommandOutcome): Observation {
  const words = stderr.trim().split("\n").at(-1) ?? "";
  if (exitCode === 0) return { kind: "connected" };
  if (/^TIMEOUT/.test(words)) return { kind: "no answer", reason: `time-out after ${connectTimeout} s` };
  if (/^REFUSED/.test(words)) return { kind: "refused", reason: "connection refused" };
  if (/^DNS/.test(words)) return { kind: "unresolved", reason: `name not resolved (${words})` };
  if (/^OTHER/.test(words))
    return { kind: isOnTheWay(words) ? "no answer" : "refused", reason: words.replace(/^OTHER: /, "") };
  return { kind: "no probe", reason: `agnhost connect did not work (exit ${exitCode}${words ? `: ${words}` : ""})` };
}

/** A TCP connection by bash, which every guest has. GNU timeout ends it with 124. */
export function bashConnectCommand(address: string, port: number): string[] {
  return ["timeout", String(connectTimeout), "bash", "-c", 'exec 3<>"/dev/tcp/$0/$1"', address, String(port)];
}

export function readBashConnect({ exitCode, stderr }: CommandOutcome): Observation {
  const lines = stderr.trim().split("\n");
  const words = (lines.find((line) => /connect:|\/dev\/tcp/.test(line)) ?? lines[0] ?? "").trim();
  if (exitCode === 0) return { kind: "connected" };
  if (exitCode === 124) return { kind: "no answer", reason: `time-out after ${connectTimeout} s` };
  if (/refused|reset by peer/i.test(stderr)) return { kind: "refused", reason: words };
  if (/not known|name resolution|no address associated/i.test(stderr))
    return { kind: "unresolved", reason: `name not resolved (${words})` };
  if (isOnTheWay(stderr)) return { kind: "no answer", reason: words };
  return { kind: "no probe", reason: `bash could not connect (exit ${exitCode}${words ? `: ${words}` : ""})` };
}

/** Words for a reason on the way to the target, which was not reached. */
export function isOnTheWay(words: string): boolean {
  return /no route|unreachable|timed out|timeout expired/i.test(words);
}
