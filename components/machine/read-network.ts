import { join } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import type { MachineFacts } from "./facts.ts";
import { answerOf, type Source, textOf, valueOf } from "./read-text.ts";

/** Which firewalls there are. Rules are not read: that takes root. */
export async function readFirewall(source: Source): Promise<MachineFacts["firewall"]> {
  const [version, firewalld, ufw] = await Promise.all([
    answerOf("iptables", ["--version"], source),
    answerOf("systemctl", ["show", "--property=ActiveState", "--value", "firewalld"], source),
    textOf(join(source.root, "etc", "ufw", "ufw.conf")),
  ]);
  const iptables = version && /\((nf_tables|legacy)\)/.exec(version)?.[1];
  return {
    ...(iptables ? { iptables: iptables === "legacy" ? "legacy" : "nft" } : {}),
    ...(firewalld === undefined ? {} : { firewalld: firewalld.trim() === "active" }),
    ufw: ufw !== undefined && /^ENABLED=yes\s*$/im.test(ufw),
  };
}

const listed = z.array(z.object({ dst: z.string(), type: z.string().optional() }));

/** Networks of the routes in all tables, for a VPN often has one of its own. */
export async function readRoutes(source: Source): Promise<MachineFacts["routes"]> {
  const answers = await Promise.all(
    ["-4", "-6"].map((family) => answerOf("ip", ["-json", family, "route", "show", "table", "all"], source)),
  );
  const routes = answers.map((answer) => listed.safeParse(valueOf(answer)).data);
  if (routes.every((list) => list === undefined)) return undefined;
  const networks = routes
    .flatMap((list) => list ?? [])
    .filter(({ type = "unicast" }) => type === "unicast")
    .flatMap(({ dst }) => networkOf(dst));
  return [...new Set(networks)];
}

/** A network in CIDR form; none if it is everybody's: a default route, halves of one, as VPNs set them, or of one link alone. */
function networkOf(destination: string): string[] {
  const text = destination.includes("/") ? destination : `${destination}/${destination.includes(":") ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(text)) return [];
  const [address, length] = ipaddr.parseCIDR(text);
  const isEverybodys = length < 4 || ["linkLocal", "multicast", "loopback"].includes(address.range());
  return isEverybodys ? [] : [`${address.toString()}/${length}`];
}
