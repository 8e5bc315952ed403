import { isIP } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";
import { familyOf } from "./address-family.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import type { Observation } from "./observation.ts";

/** What the DNS is asked. */
export interface DnsQuestion {
  readonly name: string;
  /** Of the addresses that are asked for. */
  readonly family: AddressFamily;
  /** What the check goes to: the address that the name should have, or a name. */
  readonly target: string;
}

/** Seconds until a DNS server has to answer, and how often it is asked. */
export const dnsTimeout = 2;
export const dnsTries = 2;
/** Seconds for a guest's resolver, whose own limits are not known. */
const guestTimeout = 20;

export function recordType(family: AddressFamily): "A" | "AAAA" {
  return family === "ipv6" ? "AAAA" : "A";
}

/**
 * The command of a pod: dig, which is in agnhost's image, tells a name that does not exist from a server that is silent or refuses. It takes
 * the name as it is, without the search domains of the pod.
 */
export function digCommand({ name, family }: DnsQuestion): string[] {
  const limits = [`+tries=${dnsTries}`, `+time=${dnsTimeout}`];
  return ["dig", "+noall", "+comments", "+answer", ...limits, "-q", name, "-t", recordType(family)];
}

/** Reads dig's outcome (seen with 9.18). By its manual exit 0 is a reply, whatever it says, and 9 none from any server. */
export function readDigOutcome({ exitCode, stdout, stderr }: CommandOutcome, question: DnsQuestion): Observation {
  const lines = stdout.split("\n");
  const status = /^;; ->>HEADER<<- .*\bstatus: (\w+)/m.exec(stdout)?.[1];
  if (exitCode === 0 && status !== undefined) return readStatus(status, lines, question);
  if (exitCode === 9) {
    const words = lines.find((line) => /communications error|timed out|failed|could be reached/.test(line));
    return { kind: "no answer", reason: `no DNS server answered (${words?.replace(/^;; /, "") ?? "dig exit 9"})` };
  }
  const words = stderr.trim().split("\n")[0] ?? "";
  return { kind: "no probe", reason: `dig did not work (exit ${exitCode}${words ? `: ${words}` : ""})` };
}

function readStatus(status: string, lines: readonly string[], question: DnsQuestion): Observation {
  if (status !== "NOERROR") return { kind: "unresolved", reason: `the DNS server answered ${meaning(status)}` };
  const type = recordType(question.family);
  // An alias comes before the addresses of what it stands for.
  const records = lines.filter((line) => !line.startsWith(";")).map((line) => line.trim().split(/\s+/));
  return addressesOf(
    question,
    records.flatMap(([, , , is, data]) => (is === type && data !== undefined ? [data] : [])),
  );
}

/** A status of a DNS server (RFC 1035, 4.1.1) in words. */
export function meaning(status: string): string {
  return status === "NXDOMAIN" ? "NXDOMAIN: there is no such name" : status;
}

/** The command of a guest: its own resolver, which every guest has. */
export function getentCommand({ name, family }: DnsQuestion): string[] {
  return ["timeout", String(guestTimeout), "getent", family === "ipv6" ? "ahostsv6" : "ahostsv4", name];
}

/** Reads getent's outcome. By its manual exit 2 is a key that was not found; it does not say whether a server answered at all. */
export function readGetentOutcome({ exitCode, stdout, stderr }: CommandOutcome, question: DnsQuestion): Observation {
  if (exitCode === 0)
    return addressesOf(
      question,
      stdout.split("\n").map((line) => line.split(/\s/)[0] ?? ""),
    );
  if (exitCode === 2)
    return { kind: "unresolved", reason: "there is no such name, or no DNS server answered (getent)" };
  if (exitCode === 124) return { kind: "no answer", reason: `no DNS server answered within ${guestTimeout} s` };
  const words = stderr.trim().split("\n")[0] ?? "";
  return { kind: "no probe", reason: `getent did not work (exit ${exitCode}${words ? `: ${words}` : ""})` };
}

/** The addresses of the family that was asked for, each once. An IPv4 address in IPv6's clothes, which getent gives, is none of IPv6. */
export function addressesOf({ family, target }: DnsQuestion, all: readonly string[]): Observation {
  const own = all.filter((one) => isIP(one) !== 0 && familyOf(one) === family && !/^::ffff:\d+\./i.test(one));
  return { kind: "addresses", addresses: [...new Set(own)], target };
}
