import { z } from "zod";

/** An interface of this machine. */
export interface Link {
  readonly name: string;
  readonly up: boolean;
  /** As `ip` calls it: `vlan`, `bridge`, `veth`; absent for physical ones. */
  readonly kind?: string | undefined;
  /** The interface that it lies on. */
  readonly parent?: string | undefined;
  readonly vlanId?: number | undefined;
  readonly alias?: string | undefined;
  /** With their prefix lengths, IPv4 and IPv6. */
  readonly addresses: readonly string[];
}

const schema = z.array(
  z.object({
    ifname: z.string(),
    flags: z.array(z.string()).default([]),
    link: z.string().nullish(),
    ifalias: z.string().optional(),
    linkinfo: z.object({ info_kind: z.string().optional(), info_data: z.unknown().optional() }).optional(),
    // iproute2 leaves empty objects in the list for what it does not show.
    addr_info: z.array(z.object({ local: z.string().optional(), prefixlen: z.number().optional() })).default([]),
  }),
);
const vlan = z.object({ id: z.number() });

/** Reads what `ip -json -details address show` prints. */
export function parseLinks(json: string): Link[] {
  return schema.parse(JSON.parse(json)).map(({ ifname, flags, link, ifalias, linkinfo, addr_info }) => ({
    name: ifname,
    up: flags.includes("UP"),
    kind: linkinfo?.info_kind,
    parent: link ?? undefined,
    vlanId: linkinfo?.info_kind === "vlan" ? vlan.parse(linkinfo.info_data).id : undefined,
    alias: ifalias,
    addresses: addr_info.flatMap(({ local, prefixlen }) =>
      local === undefined || prefixlen === undefined ? [] : [`${local}/${prefixlen}`],
    ),
  }));
}

/** The IPv4 addresses of an interface, without their prefix lengths. */
export function ipv4Of({ addresses }: Link): string[] {
  return addresses.filter((address) => !address.includes(":")).map((address) => address.split("/")[0] ?? "");
}
