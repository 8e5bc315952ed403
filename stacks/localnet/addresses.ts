import ipaddr from "ipaddr.js";
import type { Cidr } from "../../components/settings/cidr.ts";

/** Who is on the VLAN, by the talk's own numbers within its subnet. */
const numbers = { host: 1, adapter: 10, vm: 20 } as const;

export interface LocalnetAddresses {
  readonly subnet: Cidr;
  /** With the subnet's prefix length, as an interface is given it. */
  readonly withPrefix: Readonly<Record<keyof typeof numbers, string>>;
  /** This machine, which has the database. */
  readonly host: string;
  readonly adapter: string;
  readonly vm: string;
}

/**
 * The addresses in a subnet, an IPv4 network of /27 or larger.
 * @example localnetAddresses("192.168.200.0/24").vm // 192.168.200.20
 */
export function localnetAddresses(subnet: Cidr): LocalnetAddresses {
  const [network, length] = ipaddr.IPv4.parseCIDR(subnet);
  const nth = (number: number): string => {
    const bytes = network.toByteArray();
    // No carry: the network's last byte is a multiple of 32, and the numbers are smaller.
    return new ipaddr.IPv4([...bytes.slice(0, 3), (bytes[3] ?? 0) + number]).toString();
  };
  const [host, adapter, vm] = [nth(numbers.host), nth(numbers.adapter), nth(numbers.vm)];
  const prefixed = (address: string): string => `${address}/${length}`;
  return {
    subnet,
    withPrefix: { host: prefixed(host), adapter: prefixed(adapter), vm: prefixed(vm) },
    host,
    adapter,
    vm,
  };
}
