import { Resolver } from "node:dns/promises";
import { addressesOf, type DnsQuestion, dnsTimeout, dnsTries, meaning } from "./dns-probe.ts";
import type { Observation } from "./observation.ts";

export interface HostDnsOptions {
  /** With their ports; default: this machine's. */
  readonly servers?: readonly string[];
  /** Seconds until a server has to answer. */
  readonly timeout?: number;
}

/** c-ares' codes for what a server says, as DNS calls them. */
const statuses: Readonly<Record<string, string>> = {
  ENOTFOUND: "NXDOMAIN",
  ESERVFAIL: "SERVFAIL",
  EREFUSED: "REFUSED",
  ENOTIMP: "NOTIMP",
  EFORMERR: "FORMERR",
};

/** Asks the DNS servers of this machine; its file of hosts is not looked at. */
export async function resolveFromHost(
  question: DnsQuestion,
  { servers, timeout = dnsTimeout }: HostDnsOptions = {},
): Promise<Observation> {
  const resolver = new Resolver({ timeout: timeout * 1000, tries: dnsTries });
  if (servers) resolver.setServers(servers);
  try {
    const { name, family } = question;
    return addressesOf(question, await (family === "ipv6" ? resolver.resolve6(name) : resolver.resolve4(name)));
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (code === "ENODATA") return addressesOf(question, []);
    const status = statuses[code];
    if (status !== undefined) return { kind: "unresolved", reason: `the DNS server answered ${meaning(status)}` };
    if (code === "ETIMEOUT" || code === "ECONNREFUSED")
      return { kind: "no answer", reason: `no DNS server answered (${message})` };
    return { kind: "no probe", reason: message };
  }
}
