import { isIP, isIPv6 } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";

/** Whom OVN-Kubernetes' own script has clusters ask (v1.3.0, contrib/kind-common.sh, `coredns_patch`). */
const publicServers: Readonly<Record<AddressFamily, string>> = { ipv4: "8.8.8.8", ipv6: "2001:4860:4860::8888" };

export interface KnownNameServers {
  /** `/etc/resolv.conf` of a node. */
  readonly node: string;
  /** Files of this machine of the same form, the likeliest first. */
  readonly machine: readonly string[];
  /** Families that pods have addresses of. */
  readonly families: readonly AddressFamily[];
}

/**
 * The name servers that pods of a cluster on Docker can ask: those that Docker asks itself, else those of this machine, else a public one.
 * Addresses of loopback interfaces are nobody a pod reaches.
 * @example nameServersOf({ node: "nameserver 172.18.0.1\n# ExtServers: [192.0.2.53]\n", machine: [], families: ["ipv4"] }) // ["192.0.2.53"]
 */
export function nameServersOf({ node, machine, families }: KnownNameServers): string[] {
  const usable = (servers: readonly string[]): string[] => servers.filter((server) => reachable(server, families));
  const found = [outerServers(node), ...machine.map(listedServers)].map(usable).find((servers) => servers.length > 0);
  return found ?? families.map((family) => publicServers[family]);
}

/**
 * Whom Docker's resolver asks, by what Docker writes of it into a container's file: `# ExtServers: [192.0.2.53 host(127.0.0.53)]`,
 * where `host(…)` are asked from the machine's own network (seen with Docker 26.1). Older ones may not tell.
 */
function outerServers(text: string): string[] {
  const told = /^# ExtServers: \[(.*)\]$/m.exec(text)?.[1] ?? "";
  return told.split(/\s+/).map((server) => server.replace(/^host\((.*)\)$/, "$1"));
}

/** The name servers that a file in the form of `/etc/resolv.conf` lists. */
export function listedServers(text: string): string[] {
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, server = ""]) => server);
}

function reachable(server: string, families: readonly AddressFamily[]): boolean {
  // One with a zone is of a link that pods are not on.
  if (isIP(server) === 0 || server.includes("%") || /^fe80:/i.test(server)) return false;
  if (/^127\./.test(server) || server === "::1") return false;
  return families.includes(isIPv6(server) ? "ipv6" : "ipv4");
}

/** CoreDNS' configuration with others asked for names outside of the cluster; undefined if it asks nobody. */
export function withNameServers(corefile: string, servers: readonly string[]): string | undefined {
  const forward = /^([ \t]*forward[ \t]+\.)[^\n{]*?([ \t]*\{)?[ \t]*$/m;
  if (!forward.test(corefile)) return undefined;
  return corefile.replace(
    forward,
    (_, words: string, brace = "") => `${words} ${servers.join(" ")}${brace ? " {" : ""}`,
  );
}
