import { z } from "zod";
import { familyOf } from "./address-family.ts";
import { isLinkLocal } from "./address-scope.ts";
import type { Expectation } from "./check.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { contains } from "./this-machine.ts";

/** A guest's network as its kernel tells it. */
export interface GuestNetwork {
  readonly links: readonly GuestLink[];
  readonly defaultRoutes: readonly { readonly gateway: string; readonly link: string }[];
}

export interface GuestLink {
  readonly name: string;
  readonly mtu: number;
  /** Those that other machines can see, link-local ones with them. */
  readonly addresses: readonly GuestAddress[];
}

export interface GuestAddress {
  /** With its prefix length. */
  readonly cidr: string;
  /** It came by DHCP or a router's advertisement and runs out. */
  readonly dynamic: boolean;
}

/** Addresses, IPv4 routes and IPv6 routes, a line of JSON each, in one command: reaching a guest takes longer than asking it. */
export const guestNetworkCommand: readonly string[] = [
  "sh",
  "-c",
  "ip -j address && echo && ip -j -4 route && echo && ip -j -6 route",
];

const links = z.array(
  z.object({
    ifname: z.string(),
    mtu: z.number(),
    addr_info: z.array(
      z.object({
        local: z.string(),
        prefixlen: z.number(),
        scope: z.string().optional(),
        dynamic: z.boolean().optional(),
      }),
    ),
  }),
);
const routes = z.array(
  z.object({
    dst: z.string(),
    gateway: z.string().optional(),
    dev: z.string().optional(),
    nexthops: z.array(z.object({ gateway: z.string().optional(), dev: z.string().optional() })).optional(),
  }),
);

/** Reads what {@link guestNetworkCommand} (iproute2) printed. */
export function readGuestNetwork({
  exitCode,
  stdout,
  stderr,
}: CommandOutcome):
  ({ readonly kind: "guest network" } & GuestNetwork) | { readonly kind: "no probe"; readonly reason: string } {
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  try {
    if (exitCode !== 0) throw new Error(`exit ${exitCode}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
    if (lines.length !== 3) throw new Error(`${lines.length} lines of output instead of 3`);
    const [addresses, ...both] = lines.map((line) => JSON.parse(line) as unknown);
    return {
      kind: "guest network",
      links: links.parse(addresses).map((link) => ({
        name: link.ifname,
        mtu: link.mtu,
        addresses: link.addr_info
          .filter(({ scope }) => scope !== "host")
          .map(({ local, prefixlen, dynamic = false }) => ({ cidr: `${local}/${prefixlen}`, dynamic })),
      })),
      defaultRoutes: both
        .flatMap((list) => routes.parse(list))
        .filter(({ dst }) => dst === "default")
        .flatMap(({ nexthops, ...own }) => nexthops ?? [own])
        .map(({ gateway = "none", dev = "none" }) => ({ gateway, link: dev })),
    };
  } catch (error) {
    return {
      kind: "no probe",
      reason: `ip did not tell the guest's network (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

/**
 * One link has an address in each range, none of them fixed, and the MTU, and of the family that is to be link-local nothing else; default
 * routes lead over it through each gateway.
 */
export function meetsNetwork(expect: Extract<Expectation, { kind: "network" }>, seen: GuestNetwork): boolean {
  return seen.links.some(
    (link) =>
      link.mtu === expect.mtu &&
      expect.ranges.every((range) =>
        link.addresses.some(({ cidr, dynamic }) => dynamic && contains(range, bare(cidr))),
      ) &&
      link.addresses.every(({ cidr }) => familyOf(bare(cidr)) !== expect.linkLocalOnly || isLinkLocal(bare(cidr))) &&
      expect.gateways.every((gateway) =>
        seen.defaultRoutes.some((route) => route.link === link.name && route.gateway === gateway),
      ),
  );
}

export function describeGuestNetwork({ links: all, defaultRoutes }: GuestNetwork): string {
  const shown = all
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ name, mtu, addresses }) => {
      const each = addresses.map(({ cidr, dynamic }) => {
        const origin = isLinkLocal(bare(cidr)) ? "link-local" : dynamic ? "dynamic" : "fixed";
        return `${cidr} (${origin})`;
      });
      return `${name} ${each.join(", ")}, MTU ${mtu}`;
    });
  const ways = defaultRoutes.map(({ gateway, link }) => `default via ${gateway} on ${link}`);
  return [...(shown.length > 0 ? shown : ["no address"]), ...(ways.length > 0 ? ways : ["no default route"])].join(
    "; ",
  );
}

function bare(cidr: string): string {
  return cidr.split("/")[0] ?? "";
}
