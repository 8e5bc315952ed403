import { isIPv6 } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";
import { familyNumber } from "./address-family.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import type { Observation } from "./observation.ts";

const requests = 3;

/**
 * Three echo requests, each waited for up to 2 s; busybox and iputils both know these options.
 * @param family of the address that a name is resolved to
 */
export function pingCommand(address: string, family?: AddressFamily): string[] {
  const of = family ?? (isIPv6(address) ? "ipv6" : undefined);
  return ["ping", ...(of ? [`-${familyNumber(of)}`] : []), "-c", String(requests), "-W", "2", "-w", "5", address];
}

/**
 * Reads ping's summary. Its exit code says nothing: with a deadline it can be 1 although replies came, and busybox and
 * iputils differ.
 * @param address that was pinged
 */
export function readPingOutcome({ exitCode, stdout, stderr }: CommandOutcome, address: string): Observation {
  const summary = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(stdout);
  const words = `${stderr}\n${stdout}`.trim().split("\n")[0] ?? "";
  if (summary) return { kind: "replies", sent: Number(summary[1]), count: Number(summary[2]), address };
  if (/bad address|unknown host|not known|temporary failure|name resolution/i.test(stderr))
    return { kind: "unresolved", reason: `name not resolved (${words})` };
  if (/unreachable|no route/i.test(stderr)) return { kind: "no answer", reason: words };
  return {
    kind: "no probe",
    reason: `ping did not work (exit ${exitCode}${words ? `: ${words}` : ""})`,
  };
}
